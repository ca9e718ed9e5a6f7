import type { RollbackStatus } from '../../shared/model/rollback.ts'
import type { Failure } from '../../shared/result.ts'
import { useAsk } from '../parts/use-ask.ts'
import { useUi } from '../state/hooks.ts'

/** What is agreed to, as it was previewed. */
export interface Agreed {
  token: string
  typed?: string
}

export interface RollbackActions {
  busy: boolean
  failure: Failure | undefined
  act: (stepId: string, agreed: Agreed) => Promise<boolean>
  confirm: (stepId: string, by: string) => Promise<boolean>
  choose: (stepId: string, option: number) => Promise<boolean>
  goOn: (stepId: string, way: 'next' | 'alternative') => Promise<boolean>
  retry: (stepId: string) => Promise<boolean>
  skip: (stepId: string, reason: string) => Promise<boolean>
  verify: () => Promise<boolean>
  wait: () => Promise<boolean>
  handOver: (to: string, reason: string) => Promise<boolean>
  takeOver: (by: string, reason: string) => Promise<boolean>
  /** With a name where it awaits somebody: whoever gives it up is not them. */
  abort: (reason: string, by?: string) => Promise<boolean>
}

/** What somebody who leads a rollback may ask for. Each says whether it was taken. */
export function useRollbackActions({ rollbackId }: RollbackStatus): RollbackActions {
  const runId = useUi((state) => state.runId) ?? ''
  const { ask, busy, failure } = useAsk()
  const at = { runId, rollbackId }
  const taken = async (asked: Promise<{ value: unknown } | undefined>) =>
    (await asked) !== undefined
  const because = (reason: string) => (reason.trim() === '' ? {} : { reason: reason.trim() })
  return {
    busy,
    failure,
    act: (stepId, agreed) => taken(ask('rollback.act', { ...at, stepId, agreed })),
    confirm: (stepId, by) => taken(ask('rollback.confirm', { ...at, stepId, by })),
    choose: (stepId, option) => taken(ask('rollback.choose', { ...at, stepId, option })),
    goOn: (stepId, way) => taken(ask('rollback.go-on', { ...at, stepId, way })),
    retry: (stepId) => taken(ask('rollback.retry', { ...at, stepId })),
    skip: (stepId, reason) => taken(ask('rollback.skip', { ...at, stepId, reason })),
    verify: () => taken(ask('rollback.verify', at)),
    wait: () => taken(ask('rollback.wait', at)),
    handOver: (to, reason) => taken(ask('rollback.hand-over', { ...at, to, ...because(reason) })),
    takeOver: (by, reason) => taken(ask('rollback.take-over', { ...at, by, ...because(reason) })),
    abort: (reason, by) => taken(ask('rollback.abort', { ...at, reason, by })),
  }
}
