import type { JobScript } from './quote.ts'

/**
 * The one command line that other users of a machine see in `ps`: the same for every job. It reads
 * its work, one line, from standard input, byte by byte as POSIX has it, so that what follows the
 * line is the job's own input. Any login shell passes it on unchanged: no single quote, backslash,
 * `!` or newline within.
 */
const stageOne = 'IFS= read -r warroom; eval "$warroom"'

/** {@link stageOne} as an argument list. */
export const bootArgv = ['sh', '-c', stageOne] as const

/** {@link stageOne} as the command string of an SSH `exec`, for whatever shell logs in there. */
export const bootCommandLine = `exec sh -c '${stageOne}'`

const textEncoder = new TextEncoder()
/** Printable, and special neither within single quotes nor to `printf %b`. */
const literal = /[ -&(-[\]-~]/

/** The text as one line of printable ASCII that `printf %b` turns back into its very bytes. */
function encode(text: string): string {
  let line = ''
  for (const byte of textEncoder.encode(text)) {
    const character = String.fromCharCode(byte)
    line += literal.test(character) ? character : `\\0${byte.toString(8).padStart(3, '0')}`
  }
  return line
}

/** The line that stage one waits for. */
export function bootLine(script: string): string {
  return `eval "$(printf %b '${encode(script)}')"\n`
}

/**
 * Where a job is, as it said itself. The start time (of Linux, in clock ticks; empty elsewhere) tells
 * it from a later process of the same id.
 */
export interface JobIdentity {
  pid: number
  startTime: string
  /** It leads its own process group, so that a signal to the group reaches its children. */
  leadsGroup: boolean
}

export type JobState = 'ready' | 'no-folder' | 'no-program'

/**
 * The whole of a job: it says on both streams who it is and whether it can start, and then becomes
 * the command. What a login shell printed before is dropped with the mark.
 */
export function jobScript(mark: string, script: JobScript): string {
  const { environment, enter, lookUp, body } = script
  const say = (state: JobState) =>
    `printf '${mark} %s ${state} %s %s.\\n' "$$" "$warroom_leads" "$warroom_started"`
  return [
    'unset warroom',
    'warroom_leads=0; kill -0 "-$$" 2>/dev/null && warroom_leads=1',
    'warroom_started=',
    'if { IFS= read -r warroom_stat </proc/$$/stat; } 2>/dev/null; then set -- ${warroom_stat##*") "}; warroom_started=${20}; set --; fi',
    ...(enter === '' ? [] : [`${enter} >/dev/null || { ${say('no-folder')}; exit 126; }`]),
    environment,
    ...(lookUp === '' ? [] : [`${lookUp} >/dev/null || { ${say('no-program')}; exit 127; }`]),
    `${say('ready')}; ${say('ready')} >&2`,
    'unset warroom_leads warroom_started warroom_stat',
    body,
  ].join('\n')
}

/** Reads what {@link jobScript} says of itself. */
export function parseMark(text: string): { job: JobIdentity; state: JobState } | undefined {
  const found = / (\d+) (ready|no-folder|no-program) ([01]) (\d*)\.$/.exec(text)
  if (!found) return undefined
  const [, pid = '', state = '', leads, startTime = ''] = found
  return {
    job: { pid: Number(pid), startTime, leadsGroup: leads === '1' },
    state: state as JobState,
  }
}
