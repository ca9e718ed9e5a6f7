import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { readRunbookFiles } from './runbook-files.ts'

const folder = new URL('../../../resources/runbooks/', import.meta.url)

/**
 * The runbooks that come with Warroom, byte for byte as their authors' files were received, each
 * with the overlay that we wrote for it.
 */
export async function readBuiltInRunbooks(): Promise<{ fileName: string; bytes: Uint8Array }[]> {
  const names = (await readdir(fileURLToPath(folder))).filter((name) => name.endsWith('.txt'))
  return Promise.all(
    names.sort().map(async (fileName) => ({
      fileName,
      bytes: await readRunbookFiles(fileURLToPath(new URL(fileName, folder))),
    })),
  )
}
