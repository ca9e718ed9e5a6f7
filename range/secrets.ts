import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export function randomSecret(): string {
  return randomBytes(24).toString('base64url')
}

/** Each in a file of its own below `folder`; gives their paths. */
export async function writeSecrets<K extends string>(
  folder: string,
  values: Record<K, string>,
): Promise<Record<K, string>> {
  const inside = join(folder, 'secrets')
  await mkdir(inside, { mode: 0o700 })
  const files = { ...values }
  for (const name of Object.keys(values) as K[]) {
    files[name] = join(inside, name)
    await writeFile(files[name], `${values[name]}\n`, { mode: 0o600 })
  }
  return files
}
