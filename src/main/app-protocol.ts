import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'

import { protocol } from 'electron'

import { securityHeaders } from '../shared/content-security-policy.ts'
import { appScheme } from '../shared/rpc/channels.ts'
import { fileOf } from './renderer-file.ts'

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Before `app` is ready: makes `app:` a scheme with an origin of its own, as https has. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built screens, and nothing from outside their folder. */
export function serveApp(rendererDir: string): void {
  protocol.handle(appScheme, async (request) => {
    const file = fileOf(rendererDir, request.url)
    const type = file === undefined ? undefined : contentTypes[extname(file)]
    if (file === undefined || type === undefined) return new Response(null, { status: 404 })
    try {
      const body = await readFile(file)
      return new Response(body, { headers: { ...securityHeaders(), 'Content-Type': type } })
    } catch {
      return new Response(null, { status: 404 })
    }
  })
}
