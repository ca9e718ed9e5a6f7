import { message } from '../../shared/messages/message.ts'
import type { Facts, Measurement } from '../../shared/model/check.ts'
import { UnusableAnswer } from './classify-error.ts'
import { filledIn } from './config-fields.ts'
import { answered, type Finding } from './finding.ts'
import { hostFacts } from './host-facts.ts'
import type { HostConfig } from './host.ts'
import { measureOnHost, type RunThere } from './measure-on-host.ts'
import type { ProbeContext } from './probe.ts'
import { whyNotRun } from './shell-outcome.ts'

const notLinuxExit = 66
const noFolderExit = 67

/** $1 folder, $2 seconds. Sections by name; nothing but sh, cat, df, uname and sleep is needed. */
const script = `
[ -r /proc/stat ] && [ -r /proc/meminfo ] || exit ${notLinuxExit}
[ -e "$1" ] || exit ${noFolderExit}
section() { printf '\\n== %s\\n' "$1"; }
LC_ALL=C; export LC_ALL
section name; uname -n
section kernel; uname -r
section os; cat /etc/os-release 2>/dev/null
section uptime; cat /proc/uptime
section load; cat /proc/loadavg
section memory; cat /proc/meminfo
section disk; df -P -k -- "$1" 2>/dev/null || df -P -k "$1"
section inodes; df -P -i -- "$1" 2>/dev/null || df -i "$1" 2>/dev/null
section disks; df -P -k -l 2>/dev/null
section before; cat /proc/stat
sleep "$2"
section after; cat /proc/stat
section end`

/** GNU's date knows nanoseconds; others write the letters back. */
const clockScript = 'date +%s.%N'

export function describeHost({ on, path, sample }: HostConfig) {
  return {
    target: on ?? '',
    command: `cat /proc/stat /proc/meminfo /proc/loadavg; df ${path}; sleep ${sample}; date`,
    danger: 'read' as const,
  }
}

export function measureHost(config: HostConfig, context: ProbeContext): Promise<Measurement> {
  const described = describeHost(config)
  return measureOnHost(
    described,
    context,
    config.on,
    async (run, attempt, shell): Promise<Finding> => {
      const place = shell.label
      const ran = await run([
        'sh',
        '-c',
        script,
        'sh',
        config.path,
        String(filledIn(config.sample)),
      ])
      if ('finding' in ran) return ran.finding
      const { exited } = ran
      if (exited.exitCode === notLinuxExit) {
        const problem = 'no /proc/stat: not Linux'
        return {
          kind: 'unmeasurable',
          cause: 'unsupported',
          message: message('cause.unsupported', { target: place, problem }),
        }
      }
      if (exited.exitCode === noFolderExit) {
        return {
          kind: 'unmeasurable',
          cause: 'missing-file',
          message: message('cause.missing-file', { name: config.path, target: place }),
        }
      }
      if (exited.exitCode !== 0) {
        const reason = whyNotRun(exited, described.command, place)
        if (reason) return reason
        throw new UnusableAnswer('error', exited.stderr.trim().slice(-500) || 'the script failed')
      }
      Object.assign(attempt.facts, hostFacts(exited.stdout))
      return { kind: 'measured', facts: answered(attempt, await clockFacts(run)) }
    },
  )
}

/** Asked apart and last: the way is open then, and nothing but one question takes time. */
async function clockFacts(run: RunThere): Promise<Facts> {
  const askedMs = Date.now()
  let heardMs: number | undefined
  const ran = await run(['sh', '-c', clockScript], () => (heardMs ??= Date.now()))
  const { exited } = 'exited' in ran ? ran : {}
  const written = /^(\d+)(?:\.(\d{9}))?/.exec(exited?.stdout ?? '')
  if (!written || heardMs === undefined) return {}
  const fraction = written[2]
  // Without a fraction it was anywhere within that second: its middle is the best guess.
  const theirsS = Number(written[1]) + (fraction === undefined ? 0.5 : Number(`0.${fraction}`))
  const oursS = (askedMs + heardMs) / 2000
  const uncertaintyS = (heardMs - askedMs) / 2000 + (fraction === undefined ? 0.5 : 0)
  const rounded = (seconds: number) => Math.round(seconds * 1000) / 1000
  return { clock_skew_s: rounded(theirsS - oursS), clock_uncertainty_s: rounded(uncertaintyS) }
}
