import type { IncomingMessage } from 'node:http'

/**
 * Who may speak to the browser-mode server: a page that we served, on this machine. Exact names,
 * so that a foreign page (its own Origin) and a rebound name (its own Host) both fail.
 */
export interface Guard {
  /** The Host is ours and the Origin, where there is one, is ours too. */
  allowsRead(request: IncomingMessage): boolean
  /** As above, and the Origin is there: browsers send it on every POST and every upgrade. */
  allowsAct(request: IncomingMessage): boolean
  readonly origins: readonly string[]
}

export function createGuard(port: number): Guard {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const origins = hosts.map((host) => `http://${host}`)

  /** Whether a header came exactly once and is one of these. */
  function isOneOf(values: string[] | undefined, allowed: string[]): boolean {
    const [value, ...more] = values ?? []
    return value !== undefined && more.length === 0 && allowed.includes(value)
  }

  return {
    origins,
    allowsRead({ headersDistinct: { host, origin } }) {
      return isOneOf(host, hosts) && (origin === undefined || isOneOf(origin, origins))
    },
    allowsAct({ headersDistinct: { host, origin } }) {
      return isOneOf(host, hosts) && isOneOf(origin, origins)
    },
  }
}
