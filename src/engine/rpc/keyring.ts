import { message } from '../../shared/messages/message.ts'
import { failure } from '../../shared/result.ts'
import type { Result } from '../../shared/result.ts'
import type { FromEngineFrame } from '../../shared/rpc/host-frames.ts'
import type { Protector } from './service.ts'

const answerWithinMs = 30_000

/** The keyring of Electron's main process, asked by message; `answer` takes what comes back. */
export function createRemoteKeyring(send: (frame: FromEngineFrame) => void) {
  const waiting = new Map<number, (result: Result<string>) => void>()
  let nextId = 1

  function ask(t: 'seal' | 'unseal', text: string): Promise<Result<string>> {
    return new Promise((resolve) => {
      const id = nextId++
      // The keyring may be showing its own password prompt, to nobody.
      const timer = setTimeout(
        () => settle(failure('unavailable', message('host.keyring-silent'))),
        answerWithinMs,
      )
      const settle = (result: Result<string>) => {
        clearTimeout(timer)
        waiting.delete(id)
        resolve(result)
      }
      waiting.set(id, settle)
      send({ t, id, text })
    })
  }

  const protector: Protector = {
    seal: (secret) => ask('seal', secret),
    open: (sealed) => ask('unseal', sealed),
  }
  return {
    protector,
    answer: (id: number, result: Result<string>) => waiting.get(id)?.(result),
  }
}
