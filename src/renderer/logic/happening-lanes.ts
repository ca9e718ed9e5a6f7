import type { RunEventBody } from '../../shared/model/run.ts'
import type { Tone } from './tone.ts'

/** What a happening is to a monitor: its own turn, a change to the system, a step of somebody… */
export const lanes = ['own', 'monitors', 'changes', 'steps', 'decisions', 'run'] as const
export type Lane = (typeof lanes)[number]

export function laneOf(body: RunEventBody, checkId: string): Lane {
  switch (body.type) {
    case 'monitor.changed':
    case 'monitor.paused':
    case 'monitor.resumed':
    case 'monitor.maintenance':
    case 'alert.changed':
      return body.checkId === checkId ? 'own' : 'monitors'
    case 'runbook.adopted':
    case 'profile.adopted':
      return 'changes'
    case 'check.started':
    case 'check.finished':
    case 'check.orphaned':
      // A step that changes its target is what most often explains a break.
      return body.type === 'check.started' && body.danger !== 'read' ? 'changes' : 'steps'
    case 'item.set':
    case 'item.waived':
    case 'item.noted':
    case 'phase.signed':
      return 'steps'
    case 'gate.changed':
    case 'gate.decided':
      return 'decisions'
    default:
      return 'run'
  }
}

interface Happening {
  key: number
  atMs: number
  tone: Tone
  text: string
  lane: Lane
}

/** Happenings that stand too close together to be told apart, as one. */
export interface LaneMark {
  lane: Lane
  /** From 0 to 1 of the span. */
  at: number
  /** The worst of them. */
  tone: Tone
  happenings: Happening[]
}

const worst: readonly Tone[] = ['nogo', 'unknown', 'pending', 'go', 'idle']

/** Each lane's marks along the span, oldest first, lanes in their order. */
export function laneMarks(
  happenings: readonly Happening[],
  span: { fromMs: number; toMs: number },
  closest: number,
): LaneMark[] {
  const length = Math.max(1, span.toMs - span.fromMs)
  const marks: LaneMark[] = []
  for (const lane of lanes) {
    let last: LaneMark | undefined
    for (const happening of happenings) {
      if (happening.lane !== lane) continue
      const at = (happening.atMs - span.fromMs) / length
      if (last && at - last.at < closest) {
        last.happenings.push(happening)
        if (worst.indexOf(happening.tone) < worst.indexOf(last.tone)) last.tone = happening.tone
      } else {
        last = { lane, at, tone: happening.tone, happenings: [happening] }
        marks.push(last)
      }
    }
  }
  return marks
}
