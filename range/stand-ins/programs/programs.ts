import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import type { Part } from '../../parts/part.ts'
import { createTemporaryFolder } from '../../parts/process.ts'
import { startService, type Request } from '../service.ts'

/** A program as it was called. */
export interface Call {
  args: readonly string[]
  /** Where it was called. */
  folder: string
  environment: Readonly<Record<string, string>>
}

/** What it prints, on one of its streams, and how it ends. */
export interface Printed {
  exitCode: number
  on: 'stdout' | 'stderr'
  text: string
}

/** `say` prints a line while it is still at work. */
export type ProgramStandIn = (call: Call, say: (line: string) => void) => Promise<Printed> | Printed
export type ProgramStandIns = Readonly<Record<string, ProgramStandIn>>

export interface ProgramsPart extends Part {
  /** To be put first in PATH. */
  readonly folder: string
  /** More of them, by their names. */
  add(standIns: ProgramStandIns): Promise<void>
}

export const said = (text: string): Printed => ({ exitCode: 0, on: 'stdout', text })
/** Progress, as many programs write it beside their result. */
export const progress = (text: string): Printed => ({ exitCode: 0, on: 'stderr', text })
export const complained = (text: string, exitCode = 1): Printed => ({
  exitCode,
  on: 'stderr',
  text,
})

/** What only root may do, where the range is nobody's root: it is done as who we are. */
const sudo = '#!/bin/sh\n[ "$1" = -n ] && shift\nexec "$@"\n'

/** Hands over its arguments, its folder, and the variables that are passed on. */
const callerOf = (url: string, passedOn: readonly string[]) => `#!/bin/sh
for word do
  shift
  set -- "$@" --data-urlencode "word=$word"
done
curl -sSN --max-time 120 '${url}' --data-urlencode "folder=$PWD" ${passedOn
  .map((name) => `--data-urlencode "${name}=\${${name}-}"`)
  .join(' ')} "$@" | {
  while IFS= read -r line; do
    case $line in
      'exit '*) exit "\${line#exit }" ;;
      'stdout '*) printf '%s\\n' "\${line#* }" ;;
      *) printf '%s\\n' "\${line#* }" >&2 ;;
    esac
  done
  exit 125
}
`

/** A text as its caller reads it: each line with the stream that it goes to. */
const asLines = (on: Printed['on'], text: string) =>
  text === ''
    ? ''
    : text
        .split('\n')
        .map((line) => `${on} ${line}\n`)
        .join('')

/**
 * Programs that cannot run here, by their names: small executables that hand what they were called with
 * to a function of this process, and print what it says. `passedOn` are the environment variables that
 * they read.
 */
export async function startPrograms(
  standIns: ProgramStandIns,
  passedOn: readonly string[] = [],
): Promise<ProgramsPart> {
  await using opened = new AsyncDisposableStack()
  const folder = opened.use(await createTemporaryFolder('warroom-programs')).path
  const known = new Map<string, ProgramStandIn>()

  const run = async (request: Request, lines: PassThrough): Promise<void> => {
    const standIn = known.get(request.url.pathname.slice(1))
    const given = new URLSearchParams(await request.body())
    const environment = Object.fromEntries(
      passedOn.flatMap((name) => {
        const value = given.get(name)
        return value ? [[name, value]] : []
      }),
    )
    const call = { args: given.getAll('word'), folder: given.get('folder') ?? '', environment }
    const say = (line: string) => void lines.write(asLines('stdout', line))
    const printed = standIn ? await standIn(call, say) : complained('no such program', 127)
    lines.end(`${asLines(printed.on, printed.text)}exit ${printed.exitCode}\n`)
  }
  const service = opened.use(
    await startService({
      name: 'programs',
      handler(request) {
        // Who called may go away: what was begun is ended all the same.
        const lines = new PassThrough().on('error', () => {})
        void run(request, lines).catch((error: unknown) => {
          const text = error instanceof Error ? error.message : String(error)
          lines.end(`${asLines('stderr', text)}exit 1\n`)
        })
        return { status: 200, body: lines }
      },
    }),
  )
  const mode = 0o755
  const add = async (more: ProgramStandIns): Promise<void> => {
    for (const [name, standIn] of Object.entries(more)) {
      known.set(name, standIn)
      await writeFile(join(folder, name), callerOf(`${service.url}/${name}`, passedOn), { mode })
    }
  }
  await add(standIns)
  await writeFile(join(folder, 'sudo'), sudo, { mode })
  const owned = opened.move()
  return { name: 'programs', folder, add, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
