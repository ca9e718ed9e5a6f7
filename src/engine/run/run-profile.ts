import { message } from '../../shared/messages/message.ts'
import { failure, ok } from '../../shared/result.ts'
import type { CallHandlers } from '../rpc/service.ts'
import { sha256 } from '../store/canonical.ts'
import type { Store } from '../store/store.ts'
import { isOpenRun, openRun } from './run-guard.ts'
import type { RunRegistry } from './run-registry.ts'
import { operator, type RunServiceOptions } from './run-service.ts'

export interface RunProfile extends Disposable {
  readonly handlers: Pick<CallHandlers, 'profile.adopt'>
}

/**
 * A run keeps the profile it began with. When its file is edited the run says so, and goes on with
 * the edit only when somebody adopts it: a corrected address does not need a new run.
 */
export function createRunProfile(
  store: Store,
  registry: RunRegistry,
  readProfile: RunServiceOptions['readProfile'],
  onProfilesChanged: (listener: () => void) => () => void,
): RunProfile {
  async function compare(runId: string): Promise<void> {
    const head = registry.head(runId)
    if (!isOpenRun(head)) return
    const found = await readProfile(head.profileName)
    const now = found.ok ? sha256(found.value.text) : undefined
    const isPinned = now === registry.get(runId)?.profileHash
    registry.setProfileChanged(runId, isPinned ? undefined : now)
  }
  const stop = onProfilesChanged(() => {
    for (const runId of registry.runIds()) void compare(runId)
  })
  const stopOpened = registry.onOpened((runId) => void compare(runId))

  return {
    handlers: {
      async 'profile.adopt'({ runId }) {
        const before = openRun(store, registry, runId)
        if (!before.ok) return before
        const found = await readProfile(before.value.head().profileName)
        if (!found.ok) return found
        const run = openRun(store, registry, runId)
        if (!run.ok) return run
        const { environment, text } = found.value
        const toHash = store.library.keepProfile(text)
        if (!toHash.ok) return toHash
        const fromHash = run.value.profileHash
        if (fromHash === toHash.value) return failure('conflict', message('run.same-profile'))
        const adopted = store.events.append(runId, operator(store), [
          { type: 'profile.adopted', fromHash, toHash: toHash.value, environment },
        ])
        return adopted.ok ? ok(null) : adopted
      },
    },
    [Symbol.dispose]() {
      stop()
      stopOpened()
    },
  }
}
