import type { Json } from '../../shared/model/check.ts'
import type { Profile } from '../../shared/model/profile.ts'
import type { Scope } from '../profile/scope.ts'

const address = /\b([a-z][a-z0-9+.-]*):\/\/(?:[^\s/@"'`]*@)?([^\s/?#"'`\\]+)/gi

const loopback = /^[a-z][a-z0-9+.-]*:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/

/**
 * Whether a check would hand a secret to a place that the profile does not name. A runbook comes
 * from somebody else: without this, one line of it could send any secret of the profile anywhere,
 * and a GET would pass for reading. Such a check asks first, like one that changes something.
 */
export function sendsSecretElsewhere(
  config: Record<string, Json>,
  profile: Profile,
  scope: Scope,
): boolean {
  if (scope.secretsIn(config).length === 0) return false
  // A socket has no address of the profile to be compared with.
  if (typeof config.host === 'string') return true
  const known = new Set(
    [
      ...Object.values(profile.endpoints),
      ...Object.values(profile.postgres).map(({ url }) => url),
      ...Object.values(profile.redis).map(({ url }) => url),
    ].flatMap((url) => placesIn(maskedText(url, scope))),
  )
  // Its own loopback, through a host that the profile names, is that host.
  const isOnHost = (place: string) =>
    typeof config.via === 'string' &&
    Object.hasOwn(profile.hosts, config.via) &&
    loopback.test(place)
  return placesIn(maskedText(config, scope)).some((place) => !known.has(place) && !isOnHost(place))
}

function maskedText(value: Json, scope: Scope): string {
  const masked = scope.resolve(value, 'masked')
  return JSON.stringify(masked.ok ? masked.value : value)
}

/** Scheme, host and port of every address in a text. A websocket begins as a request to the same place. */
function placesIn(text: string): string[] {
  return [...text.matchAll(address)].map(([, scheme = '', place = '']) =>
    `${scheme.replace(/^ws(s?)$/i, 'http$1')}://${place}`.toLowerCase(),
  )
}
