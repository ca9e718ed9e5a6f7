import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Part } from '../../parts/part.ts'
import { createTemporaryFolder } from '../../parts/process.ts'
import { startService } from '../service.ts'

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

export type ProgramStandIn = (call: Call) => Promise<Printed> | Printed

export interface ProgramsPart extends Part {
  /** To be put first in PATH. */
  readonly folder: string
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
answer=$(curl -sS --max-time 120 '${url}' --data-urlencode "folder=$PWD" ${passedOn
  .map((name) => `--data-urlencode "${name}=\${${name}-}"`)
  .join(' ')} "$@") || exit 125
head=\${answer%%|*}
text=\${answer#*|}
[ -z "$text" ] || case $head in
  *stdout) printf '%s\\n' "$text" ;;
  *) printf '%s\\n' "$text" >&2 ;;
esac
exit "\${head% *}"
`

/**
 * Programs that cannot run here, by their names: small executables that hand what they were called with
 * to a function of this process, and print what it says. `passedOn` are the environment variables that
 * they read.
 */
export async function startPrograms(
  standIns: Readonly<Record<string, ProgramStandIn>>,
  passedOn: readonly string[] = [],
): Promise<ProgramsPart> {
  await using opened = new AsyncDisposableStack()
  const folder = opened.use(await createTemporaryFolder('warroom-programs')).path
  const service = opened.use(
    await startService({
      name: 'programs',
      async handler(request) {
        const standIn = standIns[request.url.pathname.slice(1)]
        const given = new URLSearchParams(await request.body())
        const printed = standIn
          ? await standIn({
              args: given.getAll('word'),
              folder: given.get('folder') ?? '',
              environment: Object.fromEntries(
                passedOn.flatMap((name) => {
                  const value = given.get(name)
                  return value ? [[name, value]] : []
                }),
              ),
            })
          : complained('no such program', 127)
        return { status: 200, body: `${printed.exitCode} ${printed.on}|${printed.text}` }
      },
    }),
  )
  const mode = 0o755
  for (const name of Object.keys(standIns))
    await writeFile(join(folder, name), callerOf(`${service.url}/${name}`, passedOn), { mode })
  await writeFile(join(folder, 'sudo'), sudo, { mode })
  const owned = opened.move()
  return { name: 'programs', folder, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
