import { notFound, type Answer, type Handler, type Request } from './service.ts'

const unauthorized: Answer = { status: 401, body: { error: 'Unauthorized' } }

/** Which version users reach, and what can be wrong with the switch itself. */
export interface TrafficSwitch {
  /** Undefined where nobody reaches any. */
  serving: string | undefined
  /** It takes no orders. */
  isDown: boolean
  /** The version to which it takes orders to switch, and does not. */
  isStuckAt: string | undefined
  readonly handler: Handler
  /** The way in: users are sent to the version that serves. */
  readonly front: Handler
}

export function createTrafficSwitch(
  versions: Readonly<Record<string, Handler>>,
  token: string,
): TrafficSwitch {
  const order = async (request: Request) => {
    const given: unknown = JSON.parse((await request.body()) ?? '{}')
    const version =
      typeof given === 'object' && given && 'version' in given ? String(given.version) : ''
    return versions[version] ? version : undefined
  }
  const trafficSwitch: TrafficSwitch = {
    serving: undefined,
    isDown: false,
    isStuckAt: undefined,
    async handler(request) {
      const { method, url, headers } = request
      if (headers.authorization !== `Bearer ${token}`) return unauthorized
      const asked = /^\/versions\/([^/]+)$/.exec(url.pathname)?.[1]
      if (method === 'GET' && asked !== undefined)
        return { status: 200, body: { serving: trafficSwitch.serving === asked } }
      if (method !== 'POST' || !['/stop', '/switch'].includes(url.pathname)) return notFound
      if (trafficSwitch.isDown) return { status: 503, body: { error: 'Service Unavailable' } }
      const version = await order(request)
      if (version === undefined) return { status: 400, body: { error: 'Unknown version' } }
      if (url.pathname === '/stop') {
        if (trafficSwitch.serving === version) trafficSwitch.serving = undefined
      } else if (trafficSwitch.isStuckAt !== version) trafficSwitch.serving = version
      return { status: 202, body: { accepted: true } }
    },
    front(request) {
      const serves = versions[trafficSwitch.serving ?? '']
      return serves ? serves(request) : { status: 503, body: { error: 'No version serves' } }
    },
  }
  return trafficSwitch
}

/** A service that also says, at `/version`, which version it is. */
export function versioned(version: string, handler: Handler): Handler {
  return (request) =>
    request.url.pathname === '/version' ? { status: 200, body: { version } } : handler(request)
}
