import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Replaces a file whole or not at all, also when the power goes: a reader never sees half of it.
 * Readable by its owner only. Throws what the file system throws.
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await using file = await open(temporary, 'wx', 0o600)
    await file.writeFile(text, 'utf8')
    await file.sync()
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await rename(temporary, path)
  await syncFolder(folder)
}

/** The new name is on disk only once its folder is. Windows has no such call, and no need. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  await using handle = await open(folder, 'r')
  await handle.sync()
}
