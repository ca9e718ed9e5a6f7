import { message } from '../../shared/messages/message.ts'
import type { DrillBeginning, DrillKind } from '../../shared/model/drill.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { RangeStatus } from '../../shared/rpc/views.ts'

/** A whole number from `min` on and below `max`, which nobody can foresee. */
export type Chance = (min: number, max: number) => number

/** Where the plans' commands run, and what MedQuiz cannot be ready without. */
const neededByAll = ['sshd', 'postgres']
/** Of the range's parts, those that such a drill breaks. */
const neededBy: Partial<Record<DrillKind, readonly string[]>> = {
  'worker-crash-loop': ['redis'],
  'redis-full': ['redis'],
  'alert-storm': ['prometheus', 'alertmanager'],
}

/** Which parts are missing for it, as a sentence names them. */
function missing(parts: RangeStatus['parts'], kind?: DrillKind): { parts: string } {
  const needed = [...neededByAll, ...((kind && neededBy[kind]) ?? [])]
  const absent = parts.filter(({ name, state }) => state !== 'up' && needed.includes(name))
  return { parts: absent.map(({ name }) => name).join(', ') || 'none' }
}

/** The kind that was asked for, or one that chance chose; why not, where it is not possible here. */
export function chooseKind(
  { drillKinds: all = [], parts }: Pick<RangeStatus, 'drillKinds' | 'parts'>,
  wanted: {
    kind: DrillKind | undefined
    last: DrillKind | undefined
    outlivesEngine: boolean
    /** A run of this Warroom that is none of practice: it must not be killed under it. */
    serious: { title: string } | undefined
  },
  chance: Chance,
): Result<DrillKind> {
  const { kind, last, outlivesEngine, serious } = wanted
  if (serious && kind === 'laptop-killed')
    return failure('conflict', message('drill.would-kill', { title: serious.title }))
  const possible = all.filter((one) => !serious || one !== 'laptop-killed')
  if (possible.length === 0)
    return failure('unavailable', message('drill.nothing-possible', missing(parts)))
  if (kind !== undefined) {
    if (possible.includes(kind)) return ok(kind)
    return kind === 'laptop-killed' && !outlivesEngine
      ? failure('unsupported', message('drill.needs-own-process'))
      : failure('unavailable', message('drill.kind-impossible', missing(parts, kind)))
  }
  // The same one twice in a row would be no surprise.
  const others = possible.filter((one) => one !== last)
  const candidates = others.length === 0 ? possible : others
  const chosen = candidates[chance(0, candidates.length)]
  if (chosen === undefined) throw new Error('chance went past the end')
  return ok(chosen)
}

const calm: Record<DrillBeginning, [min: number, max: number]> = {
  'at-once': [0, 1],
  'within-a-minute': [5_000, 60_000],
  'within-five-minutes': [5_000, 300_000],
}

/** How long all is well before it breaks. */
export const calmMs = (begins: DrillBeginning, chance: Chance): number => chance(...calm[begins])
