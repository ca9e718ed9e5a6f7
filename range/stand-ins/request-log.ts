import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'

/** One request that was answered. */
export interface AnsweredRequest {
  method: string
  /** Without what may hold a token. */
  path: string
  status: number
  durationMs: number
}

/** A service's log as pino writes it, a JSON object a line. */
export interface RequestLog extends AsyncDisposable {
  write(request: AnsweredRequest): void
}

export function openRequestLog(file: string, name: string): RequestLog {
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 })
  // A log that cannot be written must not stop the service; its tail shows that nothing comes.
  stream.on('error', () => undefined)
  return {
    write({ method, path, status, durationMs }) {
      const level = status >= 500 ? 50 : status >= 400 ? 40 : 30
      const event = status >= 500 ? 'request_failed' : 'request_completed'
      const duration = Math.round(durationMs)
      const msg = `${method} ${path} ${status}`
      const line = { level, time: Date.now(), name, event, method, path, status, duration, msg }
      stream.write(`${JSON.stringify(line)}\n`)
    },
    async [Symbol.asyncDispose]() {
      stream.end()
      await finished(stream).catch(() => undefined)
    },
  }
}
