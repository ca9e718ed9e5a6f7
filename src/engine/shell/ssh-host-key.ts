import { message } from '../../shared/messages/message.ts'
import { assertNever } from '../../shared/result.ts'
import type { ShellCause } from './job-host.ts'
import { hostKeyFingerprint, hostKeyType, knownHostsName, lookupHostKey } from './known-hosts.ts'
import type { HostKeyLookup, HostKeyStatus, KnownHostsEntry } from './known-hosts.ts'
import { quoteArgument } from './quote.ts'
import type { SshTarget } from './ssh-config.ts'

/**
 * Judges a host key from what was read beforehand. Synchronous by type, because ssh2 takes whatever
 * is neither `undefined` nor `false` for consent: a promise would let every key in.
 */
export type HostKeyJudge = (key: Buffer) => HostKeyLookup

/** A judge on the files as they were read; rekeying asks it again. */
export function createHostKeyJudge(
  entries: readonly KnownHostsEntry[],
  target: SshTarget,
): HostKeyJudge {
  // An alias stands for the host without its port, as in ssh.
  const { hostKeyAlias, host, port } = target
  return (key) =>
    hostKeyAlias === undefined
      ? lookupHostKey(entries, host, port, key)
      : lookupHostKey(entries, hostKeyAlias, 22, key)
}

export interface HostKeyGuard {
  /** For ssh2: `true` for a known key and nothing else. */
  verify(key: Buffer): boolean
  /** Why the last key was refused. */
  refusal(): ShellCause | undefined
}

/** Turns a judge into what ssh2 asks for. A judge that throws has not known the key. */
export function createHostKeyGuard(judge: HostKeyJudge, target: SshTarget): HostKeyGuard {
  let refusal: ShellCause | undefined
  return {
    verify(key) {
      try {
        const { status, entry } = judge(key)
        refusal = status === 'known' ? undefined : refusalOf({ status, entry }, key, target)
        return status === 'known'
      } catch (error) {
        refusal = {
          ...refusalOf({ status: 'unknown' }, key, target),
          detail: error instanceof Error ? error.message : String(error),
        }
        return false
      }
    },
    refusal: () => refusal,
  }
}

interface Refused {
  status: Exclude<HostKeyStatus, 'known'>
  entry?: KnownHostsEntry
}

function refusalOf({ status, entry }: Refused, key: Buffer, target: SshTarget): ShellCause {
  const name = target.hostKeyAlias ?? knownHostsName(target.host, target.port)
  const line = `${name} ${hostKeyType(key)} ${key.toString('base64')}`
  const values = {
    host: target.name,
    type: hostKeyType(key),
    fingerprint: hostKeyFingerprint(key),
    file: entry?.file ?? '',
    line: entry?.line ?? 0,
    command: `echo ${quoteArgument(line)} >> ${quoteArgument(target.knownHostsFiles[0] ?? '')}`,
  }
  switch (status) {
    case 'changed':
      return { cause: 'host-key-changed', message: message('shell.host-key.changed', values) }
    case 'revoked':
      return { cause: 'host-key-revoked', message: message('shell.host-key.revoked', values) }
    case 'ca-only':
      return { cause: 'host-key-unknown', message: message('shell.host-key.ca-only', values) }
    case 'unknown':
      return { cause: 'host-key-unknown', message: message('shell.host-key.unknown', values) }
    default:
      return assertNever(status)
  }
}
