import { readFile } from 'node:fs/promises'

import ssh2 from 'ssh2'
import type { AnyAuthMethod, AuthHandlerMiddleware } from 'ssh2'

import { message } from '../../shared/messages/message.ts'
import type { ShellCause } from './job-host.ts'
import type { SshTarget } from './ssh-config.ts'

export interface SshAuthentication {
  handler: AuthHandlerMiddleware
  /** Why the server took none of it: a key that could not be opened comes before a mere refusal. */
  refusal(): ShellCause
}

export type SshAuthenticationResult =
  | { ok: true; authentication: SshAuthentication }
  | ({ ok: false } & ShellCause)

type KeyFile = { kind: 'key'; method: AnyAuthMethod } | { kind: 'problem'; problem: ShellCause }

/** Opens a key file. `undefined` where one of the usual files is simply not there. */
async function openKey(
  { path, named }: SshTarget['identityFiles'][number],
  target: SshTarget,
): Promise<KeyFile | undefined> {
  let text: Buffer
  try {
    text = await readFile(path)
  } catch (error) {
    if (!named && error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return undefined
    }
    const problem = message('shell.ssh.key-missing', { file: path })
    return { kind: 'problem', problem: { cause: 'missing-file', message: problem } }
  }
  const parsed = ssh2.utils.parseKey(text, target.passphrase)
  if (parsed instanceof Error) return { kind: 'problem', problem: keyProblem(path, target, parsed) }
  // A file in OpenSSH's format is parsed into a list, of one, against the declared type.
  const key = [parsed].flat()[0]
  if (!key?.isPrivateKey()) {
    const problem = message('shell.ssh.key-unsupported', { file: path })
    return { kind: 'problem', problem: { cause: 'auth-failed', message: problem } }
  }
  return { kind: 'key', method: { type: 'publickey', username: target.user, key } }
}

function keyProblem(file: string, { passphrase }: SshTarget, error: Error): ShellCause {
  const id = /no passphrase given/i.test(error.message)
    ? 'shell.ssh.passphrase-missing'
    : passphrase !== undefined && /integrity|decrypt|passphrase|encrypted/i.test(error.message)
      ? 'shell.ssh.passphrase-wrong'
      : 'shell.ssh.key-unsupported'
  return { cause: 'auth-failed', message: message(id, { file }), detail: error.message }
}

/**
 * What is offered, in order: a key that the profile names, the agent, then the other key files.
 * Never a password: nobody is there to type it, and a prompt could be anyone's.
 */
export async function prepareAuthentication(target: SshTarget): Promise<SshAuthenticationResult> {
  const problems: ShellCause[] = []
  const named: AnyAuthMethod[] = []
  const others: AnyAuthMethod[] = []
  for (const file of target.identityFiles) {
    const opened = await openKey(file, target)
    if (!opened) continue
    if (opened.kind === 'problem') {
      if (file.named && opened.problem.cause === 'missing-file') {
        return { ok: false, ...opened.problem }
      }
      problems.push(opened.problem)
    } else {
      ;(file.named ? named : others).push(opened.method)
    }
  }
  const agent: AnyAuthMethod[] = target.agentSocket
    ? [{ type: 'agent', username: target.user, agent: target.agentSocket }]
    : []
  const methods = [...named, ...agent, ...others]
  const offered = methods.length
  return {
    ok: true,
    authentication: {
      handler: (_left, _partialSuccess, next) => {
        const method = methods.shift()
        // `false` ends it; the declared type leaves that out.
        next(method ?? (false as never))
      },
      refusal: () =>
        problems[0] ?? {
          cause: 'auth-failed',
          message: message('shell.ssh.auth-refused', {
            host: target.name,
            user: target.user,
            count: offered,
          }),
        },
    },
  }
}
