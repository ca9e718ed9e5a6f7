import { shell } from 'electron'

import { vetExternalUrl } from './vet-external-url.ts'

/** Hands a vetted https address to the user's browser; false where it was refused. */
export async function openExternal(url: string): Promise<boolean> {
  const vetted = vetExternalUrl(url)
  if (vetted === undefined) return false
  await shell.openExternal(vetted)
  return true
}
