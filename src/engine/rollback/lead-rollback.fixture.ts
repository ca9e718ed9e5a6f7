import { vi } from 'vitest'

import type { RollbackStatus, RollbackStepStatus } from '../../shared/model/rollback.ts'
import type { EngineService } from '../rpc/service.ts'
import { valueOf } from '../store/temporary-store.fixture.ts'
import type { openWindow } from './rollback.fixture.ts'

const idle = { signal: new AbortController().signal }
const patience = { timeout: 90_000, interval: 20 }

/** What a person does, at each step of a plan. */
export interface Person {
  /** By hand, outside Warroom. */
  byHand?: Readonly<Record<string, () => Promise<unknown> | void>>
  /** The place of the option that is chosen. */
  chooses?: Readonly<Record<string, number>>
}

export interface Leading {
  runId: string
  planId: string
  window: ReturnType<typeof openWindow>
  by: string
  /** To the plan's questions. */
  answers?: boolean[]
}

/** Begins a plan for real, to be gone through by a person. */
export async function leadRollback(
  { handlers, sources }: Pick<EngineService, 'handlers' | 'sources'>,
  { runId, planId, window, by, answers = [] }: Leading,
) {
  const startedMs = performance.now()
  const begun = await handlers['rollback.start'](
    { runId, planId, mode: 'real', by, answers },
    window.context,
  )
  const { rollbackId } = valueOf(begun)
  const rollbacks = valueOf(sources.rollbacks({ runId }, { client: window.client }))
  const status = (): RollbackStatus => {
    const found = rollbacks.get(rollbackId)
    if (!found) throw new Error('there is no rollback')
    return found
  }
  const stepAt = () => {
    const { at, steps } = status()
    return steps.find(({ stepId }) => stepId === at)
  }
  const about = (stepId: string) => ({ runId, rollbackId, stepId })
  const act = async (stepId: string) => {
    const preview = valueOf(await handlers['rollback.preview'](about(stepId), window.context))
    if (preview.problem) throw new Error(JSON.stringify(preview.problem))
    const { token, typed } = preview
    const agreed = { token, ...(typed === undefined ? {} : { typed }) }
    valueOf(await handlers['rollback.act']({ ...about(stepId), agreed }, window.context))
    return preview
  }

  /** Takes the one way onward, where there is one. Tells whether somebody has to think. */
  const onward = async (person: Person): Promise<boolean> => {
    const { choices } = status()
    const step = stepAt()
    if (!step) return true
    const { stepId } = step
    if (choices.includes('act')) await act(stepId)
    else if (choices.includes('confirm')) {
      await person.byHand?.[stepId]?.()
      valueOf(await handlers['rollback.confirm']({ ...about(stepId), by }, window.context))
    } else if (choices.includes('choose')) {
      const option = person.chooses?.[stepId] ?? 0
      valueOf(await handlers['rollback.choose']({ ...about(stepId), option }, window.context))
    } else if (choices.includes('go-on'))
      valueOf(await handlers['rollback.go-on']({ ...about(stepId), way: 'next' }, window.context))
    else return false
    return true
  }
  /** Steps that hold from now on, however long this machine takes to see it. */
  const patientAt = new Set<string>()
  const stayPatient = ({ stepId, verify }: RollbackStepStatus) => {
    const soon = Date.now() + 2000
    if (!patientAt.has(stepId) || !verify.some(({ until }) => until && Date.parse(until) < soon))
      return
    void handlers['rollback.wait']({ runId, rollbackId }, window.context)
  }
  const untilAsked = () =>
    vi.waitFor(() => {
      const { state, choices } = status()
      const step = stepAt()
      if (step?.state === 'verifying') stayPatient(step)
      const isBusy = !step || ['acting', 'acted', 'verifying'].includes(step.state)
      if (state === 'running' && isBusy) throw new Error(JSON.stringify([state, step, choices]))
    }, patience)
  const retry = async (stepId: string) =>
    valueOf(await handlers['rollback.retry'](about(stepId), window.context))

  return {
    about,
    act,
    status,
    window,
    /** Goes on until it is over, or until somebody has to think; gives where it stands. */
    async lead(person: Person = {}): Promise<RollbackStepStatus | undefined> {
      for (;;) {
        await untilAsked()
        if (status().state !== 'running') return undefined
        if (!(await onward(person))) return stepAt()
      }
    },
    untilStep: (stepId: string, state: RollbackStepStatus['state']) =>
      vi.waitFor(() => {
        const step = stepAt()
        if (step?.stepId !== stepId || step.state !== state) throw new Error(JSON.stringify(step))
      }, patience),
    retry,
    /** Once more, now that it will hold; it is waited for. */
    async retryMended(stepId: string): Promise<void> {
      patientAt.add(stepId)
      await retry(stepId)
    },
    step(id: string): RollbackStepStatus {
      const found = status().steps.find(({ stepId }) => stepId === id)
      if (!found) throw new Error(`there is no step ${id}`)
      return found
    },
    tookMs: () => performance.now() - startedMs,
    /** Whether the history, with its evidence, is what was written. */
    async isSound(): Promise<boolean> {
      return valueOf(await handlers['run.verify']({ runId }, idle)).valid
    },
  }
}
export type Lead = Awaited<ReturnType<typeof leadRollback>>
