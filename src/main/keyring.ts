import { safeStorage } from 'electron'

import { message } from '../shared/messages/message.ts'
import { failure, ok } from '../shared/result.ts'
import type { Result } from '../shared/result.ts'
import { isRealKeyring } from './real-keyring.ts'

/** The operating system's keyring, as far as it is one. */
export interface Keyring {
  readonly available: boolean
  seal(secret: string): Result<string>
  unseal(sealed: string): Result<string>
}

/** After `app` is ready: before that, the system has not been asked what it has. */
export function createKeyring(): Keyring {
  function attempt(act: () => string): Result<string> {
    try {
      return ok(act())
    } catch (error) {
      return failure('unavailable', message('host.keyring-refused'), {
        cause: error instanceof Error ? error.message : String(error),
      })
    }
  }
  return {
    available: isRealKeyring(safeStorage),
    seal: (secret) => attempt(() => safeStorage.encryptString(secret).toString('base64')),
    unseal: (sealed) => attempt(() => safeStorage.decryptString(Buffer.from(sealed, 'base64'))),
  }
}
