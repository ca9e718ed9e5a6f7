import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Degradations } from './degradations.ts'
import type { Restartable } from './parts/restartable.ts'
import { startService, type Answer, type Request } from './stand-ins/service.ts'

/** Servers of the range that a scenario may stop and start. */
export const controlledServers = ['postgres', 'redis'] as const
export type ControlledServer = (typeof controlledServers)[number]

interface ControlOptions {
  /** Where its script is put. */
  folder: string
  degradations: Degradations
  servers: Partial<Record<ControlledServer, Restartable>>
  onStopped: (server: ControlledServer, isDown: boolean) => void
}

export interface Control extends AsyncDisposable {
  /** `sh SCRIPT stop redis`, `start redis`, `worse KIND`, `better KIND`. */
  readonly script: string
}

const done: Answer = { status: 200, body: 'done\n' }
const notHere: Answer = { status: 404, body: 'not here\n' }

/**
 * What a shell needs to do to the range what `docker stop` does to a staging, from wherever its
 * commands run. On loopback, and only for who may read our folder.
 */
export async function openControl(options: ControlOptions): Promise<Control> {
  const { folder, degradations, servers, onStopped } = options
  const token = randomBytes(24).toString('base64url')

  const act = async (verb: string, name: string): Promise<Answer> => {
    if (verb === 'stop' || verb === 'start') {
      const server = controlledServers.find((one) => one === name)
      const part = server && servers[server]
      if (!part) return notHere
      await part.setDown(verb === 'stop')
      onStopped(server, verb === 'stop')
      return done
    }
    const kind = degradations.possible.find((one) => one === name)
    if (!kind || (verb !== 'worse' && verb !== 'better')) return notHere
    await degradations.set(kind, verb === 'worse')
    return done
  }
  /** One after the other, in the order in which they were asked for. */
  let turn: Promise<unknown> = Promise.resolve()
  const handler = ({ method, url, headers }: Request): Promise<Answer> | Answer => {
    if (headers.authorization !== `Bearer ${token}`) return { status: 401, body: 'no\n' }
    const [, verb = '', name = ''] = url.pathname.split('/')
    if (method !== 'POST') return notHere
    const answer = turn.then(() => act(verb, name))
    turn = answer.catch(() => {})
    return answer
  }
  const service = await startService({ name: 'control', handler })

  // The token is in a file of its own: a command line can be read by everybody.
  const settings = join(folder, 'control.curl')
  await writeFile(
    settings,
    `silent\nshow-error\nfail\nmax-time = 60\nrequest = POST\nheader = "Authorization: Bearer ${token}"\n`,
    { mode: 0o600 },
  )
  const script = join(folder, 'range.sh')
  await writeFile(
    script,
    `# sh range.sh stop|start ${controlledServers.join('|')}, sh range.sh worse|better KIND; kinds:
# ${degradations.possible.join(' ')}
exec curl --config "$(dirname "$0")/control.curl" "${service.url}/$1/$2"
`,
    { mode: 0o600 },
  )
  return { script, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() }
}
