import type { GateVerdict } from '../../shared/model/gate.ts'
import type { SeenState } from '../../shared/model/monitor.ts'
import type { RunEvent } from '../../shared/model/run.ts'

/** What happened in a run while nobody looked. */
export interface Changes {
  monitors: { checkId: string; itemId: string; from: SeenState; to: SeenState; times: number }[]
  gates: { gateId: string; title: string; from: GateVerdict | undefined; to: GateVerdict }[]
  done: string[]
  failed: string[]
  /** Decisions on gates and signatures under phases. */
  signed: RunEvent[]
  others: number
}

/** Sums up events, oldest first, by what they end in; undefined where nothing changed. */
export function summarise(events: readonly RunEvent[]): Changes | undefined {
  const monitors = new Map<string, Changes['monitors'][number]>()
  const gates = new Map<string, Changes['gates'][number]>()
  const items = new Map<string, 'done' | 'failed' | 'open'>()
  const signed: RunEvent[] = []
  let others = 0
  for (const event of events) {
    const { body } = event
    switch (body.type) {
      case 'monitor.changed': {
        const { checkId, itemId, to } = body
        const { from, times } = monitors.get(checkId) ?? { from: body.from, times: 0 }
        monitors.set(checkId, { checkId, itemId, from, to, times: times + 1 })
        break
      }
      case 'gate.changed': {
        const { gateId, title, to } = body
        const known = gates.get(gateId)
        gates.set(gateId, { gateId, title, from: known ? known.from : body.from, to })
        break
      }
      case 'item.set':
        items.set(body.itemId, itemEnd[body.state])
        break
      case 'item.waived':
        items.set(body.itemId, 'done')
        break
      case 'check.finished':
        items.set(body.itemId, checkEnd[body.verdict])
        break
      case 'gate.decided':
      case 'phase.signed':
        signed.push(event)
        break
      case 'check.started':
      case 'notice.acknowledged':
        break
      default:
        others++
    }
  }
  const ended = (end: 'done' | 'failed') =>
    [...items].filter(([, state]) => state === end).map(([itemId]) => itemId)
  const changes = {
    // What is still bad comes first.
    monitors: [...monitors.values()].sort((a, b) => badness[a.to] - badness[b.to]),
    gates: [...gates.values()],
    done: ended('done'),
    failed: ended('failed'),
    signed,
    others,
  }
  const { done, failed } = changes
  const counted = [monitors.size, gates.size, done.length, failed.length, signed.length, others]
  return counted.some((count) => count > 0) ? changes : undefined
}

const badness = { down: 0, unknown: 1, up: 2 } as const
const itemEnd = {
  passed: 'done',
  'not-applicable': 'done',
  failed: 'failed',
  todo: 'open',
} as const
const checkEnd = { passed: 'done', failed: 'failed', unknown: 'open' } as const
