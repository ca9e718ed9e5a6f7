import { join, normalize, sep } from 'node:path'

import { appHost } from '../shared/rpc/channels.ts'

/** The file that an address names; undefined where it is another host's or climbs out. */
export function fileOf(rendererDir: string, address: string): string | undefined {
  const url = new URL(address)
  if (url.host !== appHost) return undefined
  let path: string
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    return undefined
  }
  if (path.includes('\0')) return undefined
  const file = normalize(join(rendererDir, path === '/' ? 'index.html' : path))
  return file.startsWith(normalize(rendererDir) + sep) ? file : undefined
}
