import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const folder = new URL('../../../resources/runbooks/', import.meta.url)

/** The runbooks that come with Warroom, byte for byte as their authors' files were received. */
export async function readBuiltInRunbooks(): Promise<{ fileName: string; bytes: Uint8Array }[]> {
  const names = (await readdir(fileURLToPath(folder))).sort()
  return Promise.all(
    names.map(async (fileName) => ({ fileName, bytes: await readFile(new URL(fileName, folder)) })),
  )
}
