import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'

/** One request that was answered. */
export interface AnsweredRequest {
  method: string
  /** Without what may hold a token. */
  path: string
  status: number
  durationMs: number
  /** Of the answer's body. */
  bytes: number
}

/** Told of each request that a service answered. */
export interface RequestLog extends AsyncDisposable {
  write(request: AnsweredRequest): void
}

const levels = { info: 30, warn: 40, error: 50 }
export type ServiceLogLevel = keyof typeof levels

/** A service's log as pino writes it, a JSON object a line. */
export interface ServiceLog extends RequestLog {
  say(level: ServiceLogLevel, fields: Record<string, unknown>, msg?: string): void
}

export function openServiceLog(file: string, name: string): ServiceLog {
  const lines = openLines(file)
  const say: ServiceLog['say'] = (level, fields, msg = '') =>
    lines.add(JSON.stringify({ level: levels[level], time: Date.now(), name, ...fields, msg }))
  return {
    say,
    write({ method, path, status, durationMs }) {
      const level = status >= 500 ? 'error' : status >= 400 ? 'warn' : 'info'
      const event = status >= 500 ? 'request_failed' : 'request_completed'
      const duration = Math.round(durationMs)
      say(level, { event, method, path, status, duration }, `${method} ${path} ${status}`)
    },
    [Symbol.asyncDispose]: () => lines[Symbol.asyncDispose](),
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The log of the proxy in front of a service, as nginx writes it. */
export function openAccessLog(file: string): RequestLog {
  const lines = openLines(file)
  return {
    write({ method, path, status, bytes }) {
      const now = new Date()
      const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(now.toISOString()) ?? []
      const at = `${day}/${months[Number(month) - 1]}/${year}:${time} +0000`
      lines.add(`127.0.0.1 - - [${at}] "${method} ${path} HTTP/1.1" ${status} ${bytes} "-" "-"`)
    },
    [Symbol.asyncDispose]: () => lines[Symbol.asyncDispose](),
  }
}

function openLines(file: string) {
  const stream = createWriteStream(file, { flags: 'a', mode: 0o600 })
  // A log that cannot be written must not stop the service; its tail shows that nothing comes.
  stream.on('error', () => undefined)
  return {
    add: (line: string) => void stream.write(`${line}\n`),
    async [Symbol.asyncDispose]() {
      stream.end()
      await finished(stream).catch(() => undefined)
    },
  }
}
