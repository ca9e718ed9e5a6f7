import type { Json, ProbeKind } from '../../shared/model/check.ts'
import type { Profile } from '../../shared/model/profile.ts'
import type { Scope } from '../profile/scope.ts'
import type { Reach } from '../run/prepared-check.ts'

const loopback = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\]|::1|)$/i

/** Whether a check, its variables filled in, needs this machine's network. */
export function reachOf(
  kind: ProbeKind,
  config: Readonly<Record<string, Json>>,
  profile: Profile,
  scope: Scope,
): Reach {
  const { via, on } = config
  if (typeof via === 'string' && reachOfHost(via, profile) === 'elsewhere') return 'elsewhere'
  switch (kind) {
    case 'docker':
    case 'host':
    case 'env':
    case 'command': {
      const host = typeof on === 'string' ? on : profile.commands.on
      const reach = host === undefined ? 'here' : reachOfHost(host, profile)
      return kind === 'command' && reach === 'here' ? 'unclear' : reach
    }
    default:
      return placesOf(kind, config, scope).every((place) => loopback.test(place))
        ? 'here'
        : 'elsewhere'
  }
}

function reachOfHost(name: string, profile: Profile, depth = 0): 'here' | 'elsewhere' {
  const host = Object.hasOwn(profile.hosts, name) ? profile.hosts[name] : undefined
  if (!host || depth > 20) return 'elsewhere'
  if ('local' in host) return 'here'
  if ('ssh' in host) return loopback.test(host.ssh.host) ? 'here' : 'elsewhere'
  return host.on === undefined ? 'here' : reachOfHost(host.on, profile, depth + 1)
}

/** Names of hosts that it connects to. */
function placesOf(kind: ProbeKind, config: Readonly<Record<string, Json>>, scope: Scope): string[] {
  const { on, postgres, host, url, prometheus, alertmanager } = config
  const texts = [url, prometheus, alertmanager].filter((text) => typeof text === 'string')
  const name = kind === 'queue' && typeof postgres === 'string' ? postgres : on
  if (typeof name === 'string') {
    const database = kind === 'postgres' || typeof postgres === 'string' ? 'postgres' : 'redis'
    const address = scope.database(database, name, 'masked')
    texts.push(address.ok ? address.value : 'unknown://unknown')
  }
  const places = texts.map((text) => URL.parse(text)?.hostname ?? 'unknown')
  return typeof host === 'string' ? [...places, host] : places
}
