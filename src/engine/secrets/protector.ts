import type { Result } from '../../shared/result.ts'
import type { Protector as HostProtector } from '../rpc/service.ts'
import type { Protector } from './vault.ts'

/** The host's keyring as the vault takes one: what it cannot do is thrown, and the vault says so. */
export function throwingProtector(host: HostProtector): Protector {
  return {
    available: true,
    seal: async (text) => orThrow(await host.seal(text)),
    open: async (sealed) => orThrow(await host.open(sealed)),
  }
}

function orThrow(result: Result<string>): string {
  if (result.ok) return result.value
  throw new Error(result.failure.cause ?? result.failure.message.id)
}
