import { message } from '../../shared/messages/message.ts'
import type { ShellCause } from './job-host.ts'
import { resolveSshTarget } from './ssh-config.ts'
import type { SshDefaults, SshHostSettings, SshTarget } from './ssh-config.ts'

export type SshRouteResult = { ok: true; route: SshTarget[] } | ({ ok: false } & ShellCause)

/**
 * The hosts to connect to one through the other, the wanted one last. Worked out before anything is
 * connected, so that a circle is an answer and not a wait. As in ssh, the first jump follows its own
 * configuration, and each other jump is reached through the one before.
 */
export async function resolveSshRoute(
  wanted: SshHostSettings,
  defaults: SshDefaults,
  passed: readonly string[] = [],
): Promise<SshRouteResult> {
  const place = JSON.stringify([wanted.host, wanted.port, wanted.user])
  if (passed.includes(place)) {
    const circle = message('shell.ssh.jump-circle', { host: wanted.host })
    return { ok: false, cause: 'bad-config', message: circle }
  }
  const resolved = await resolveSshTarget(wanted, defaults)
  if (!resolved.ok) return resolved
  const route: SshTarget[] = []
  for (const [index, jump] of resolved.target.jumps.entries()) {
    const { knownHostsFile } = wanted
    const settings = { ...jump, knownHostsFile }
    const leg =
      index === 0
        ? await resolveSshRoute(settings, defaults, [...passed, place])
        : await resolveAlone(settings, defaults)
    if (!leg.ok) return leg
    route.push(...leg.route)
  }
  return { ok: true, route: [...route, resolved.target] }
}

async function resolveAlone(
  settings: SshHostSettings,
  defaults: SshDefaults,
): Promise<SshRouteResult> {
  const resolved = await resolveSshTarget(settings, defaults)
  return resolved.ok ? { ok: true, route: [resolved.target] } : resolved
}
