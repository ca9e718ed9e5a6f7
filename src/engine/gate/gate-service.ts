import { message } from '../../shared/messages/message.ts'
import { failure, ok } from '../../shared/result.ts'
import type { CallHandlers, SubscriptionSources } from '../rpc/service.ts'
import { openRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { operator } from '../run/run-service.ts'
import { runSource } from '../run/run-source.ts'
import { canonicalJson, sha256 } from '../store/canonical.ts'
import type { Store } from '../store/store.ts'
import { sameRole } from './decisions.ts'
import type { Gates } from './gates.ts'

export interface GateServiceOptions {
  store: Store
  registry: RunRegistry
  gates: Gates
  redact: (text: string) => string
}

/** Gates as the contract names them. */
export function createGateService({ store, registry, gates, redact }: GateServiceOptions): {
  handlers: Pick<CallHandlers, 'gate.decide'>
  sources: Pick<SubscriptionSources, 'gates'>
} {
  const decide: CallHandlers['gate.decide'] = (input) => {
    const { runId, gateId, decision, by, role, typed, override, reason } = input
    const refuse = (...why: Parameters<typeof failure>) => Promise.resolve(failure(...why))
    const run = openRun(store, registry, runId)
    if (!run.ok) return Promise.resolve(run)
    const gate = run.value.runbook?.gates.find(({ id }) => id === gateId)
    if (!gate) return refuse('not-found', message('gate.unknown', { gateId }))
    if (typed.trim() !== by)
      return refuse('needs-confirmation', message('gate.wrong-signature', { name: by }))
    const { approvers } = gate
    if (approvers.length > 0 && !approvers.some((approver) => sameRole(approver, role)))
      return refuse('denied', message('gate.not-an-approver', { roles: approvers.join(', ') }))
    if (decision === 'delay' && reason === undefined)
      return refuse('bad-input', message('gate.delay-reason'))
    const evaluation = gates.evaluateNow(runId, gateId)
    if (!evaluation) return refuse('unavailable', message('gate.not-evaluated'))
    const { verdict } = evaluation
    const isAgainst = decision === 'go' && verdict !== 'go'
    if (isAgainst && !(override && reason !== undefined)) {
      const shown = verdict === 'no-go' ? 'nogo' : verdict
      return refuse('conflict', message('gate.not-go', { verdict: shown }))
    }
    const appended = store.events.append(runId, operator(store), [
      {
        type: 'gate.decided',
        gateId,
        title: gate.title,
        decision,
        by,
        role,
        override: isAgainst ? verdict : undefined,
        reason: reason === undefined ? undefined : redact(reason),
        criteria: gate.criteria,
        evaluation,
        evaluationHash: sha256(canonicalJson({ criteria: gate.criteria, evaluation })),
      },
    ])
    return Promise.resolve(appended.ok ? ok(null) : appended)
  }

  return {
    handlers: { 'gate.decide': decide },
    sources: {
      gates: ({ runId }) =>
        runSource(registry, runId, {
          entries: (id) => gates.statuses(id),
          get: (id, gateId) => gates.status(id, gateId),
          onChange: (listener) => gates.onChange(listener),
        }),
    },
  }
}
