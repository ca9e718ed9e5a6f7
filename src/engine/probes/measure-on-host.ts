import type { Measurement } from '../../shared/model/check.ts'
import type { CommandOutcome, Shell } from '../shell/shell.ts'
import { measureWithin } from './attempt.ts'
import type { Attempt, Finding } from './finding.ts'
import { maxBodyBytes } from './limits.ts'
import type { ProbeContext } from './probe.ts'
import { overran, withoutExit, withoutShell } from './shell-outcome.ts'

export type Exited = Extract<CommandOutcome, { kind: 'exited' }>

/** Runs our own script on the host; gives its end, or the finding that ends the measurement. */
export type RunThere = (
  argv: readonly string[],
  onOutput?: () => void,
) => Promise<{ exited: Exited } | { finding: Finding }>

/** A measurement by scripts of ours on one of the profile's hosts, which change nothing there. */
export async function measureOnHost(
  described: { target: string; command: string },
  context: ProbeContext,
  on: string | undefined,
  find: (run: RunThere, attempt: Attempt, shell: Shell) => Promise<Finding>,
): Promise<Measurement> {
  const found = await context.shell(on)
  const place = found.ok ? found.shell.label : described.target
  const shown = { ...described, target: describedAt(described.target, place, on) }
  return measureWithin(
    context,
    shown,
    async (attempt): Promise<Finding> => {
      if (!found.ok) return withoutShell(found)
      const { shell } = found
      const run: RunThere = async (argv, onOutput) => {
        const outcome = await shell.run(
          { argv },
          {
            signal: context.signal,
            timeoutMs: attempt.remainingMs(),
            maxOutputBytes: maxBodyBytes,
            ...(onOutput ? { onOutput } : {}),
          },
        )
        if (outcome.kind === 'exited') return { exited: outcome }
        return { finding: withoutExit(outcome, place, context.timeoutMs) }
      }
      return find(run, attempt, shell)
    },
    { onOverrun: (timeoutMs) => overran(place, timeoutMs, true) },
  )
}

/** Where it really ran, and of what: `prod-1 › sylion-redis`. */
function describedAt(target: string, place: string, on: string | undefined): string {
  const what = on === undefined ? target : target.slice(on.length).replace(/^ › /, '')
  return what === '' || what === place ? place : `${place} › ${what}`
}
