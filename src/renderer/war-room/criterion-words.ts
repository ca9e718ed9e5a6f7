import type { Locale, Message } from '../../shared/messages/message.ts'
import type {
  Criterion,
  CriterionEvaluation,
  Gate,
  GateEvaluation,
} from '../../shared/model/gate.ts'
import { formatShare } from '../health/monitor-words.ts'
import { formatDuration, formatNumber } from '../text/format.ts'
import type { Translate } from '../text/translate.ts'

interface Words {
  t: Translate
  say: (message: Message) => string
  locale: Locale
}

const units = [
  { unit: 's', size: 1, below: 180 },
  { unit: 'min', size: 60, below: 10_800 },
]
const shares = new Set(['availability', 'coverage'])

/** What a criterion read, in a few words; why it cannot say, where it cannot. */
export function readingWords(
  criterion: Criterion,
  found: CriterionEvaluation,
  { t, say, locale }: Words,
): string {
  if (criterion.kind === 'item') {
    return found.itemState === undefined ? say(found.reason) : t(`state.${found.itemState}`)
  }
  if (criterion.kind === 'readiness') return say(found.reason)
  if (found.budget) return say(found.budget.arithmetic)
  const read = Object.entries(found.window?.read ?? {})
  if (found.verdict === 'unknown' || read.length === 0) return say(found.reason)
  const isAlone = read.length === 1
  const values = read.map(([name, value]) => valueWords(name, value, isAlone, locale))
  return `${values.join(', ')} · ${criterion.require}`
}

/** `p95 1.84 s`, or `1.84 s` where nothing else is read: the unit in a fact's name becomes the value's. */
function valueWords(name: string, value: number, isAlone: boolean, locale: Locale): string {
  const [, bare = name, unit] = /^(.*)_(ms|s)$/.exec(name) ?? []
  const words = shares.has(name)
    ? formatShare(value, locale)
    : unit === undefined
      ? formatNumber(value, locale, 2)
      : formatDuration(unit === 's' ? value * 1000 : value, locale)
  return isAlone ? words : `${bare} ${words}`
}

/** `17 / 30 min`: both in the unit that suits the longer one. */
export function shareOfTime(done: number, needed: number, locale: Locale): string {
  const { unit, size } = units.find(({ below }) => needed < below) ?? { unit: 'h', size: 3600 }
  const whole = (seconds: number) => formatNumber(Math.floor(seconds / size), locale)
  return `${whole(done)} / ${whole(needed)} ${unit}`
}

/** The criterion that has longest to hold yet, of those that hold already. */
export function holdOf(
  gate: Gate,
  evaluation: GateEvaluation,
  nowMs: number,
): { heldSeconds: number; neededSeconds: number } | undefined {
  const holds = gate.criteria.flatMap((criterion) => {
    const found = evaluation.criteria.find(({ criterionId }) => criterionId === criterion.id)
    if (!('holdSeconds' in criterion) || found?.verdict !== 'pending') return []
    if (found.holdingSince === undefined || criterion.holdSeconds === 0) return []
    const heldSeconds = Math.max(0, (nowMs - Date.parse(found.holdingSince)) / 1000)
    return [{ heldSeconds, neededSeconds: criterion.holdSeconds }]
  })
  const left = (hold: (typeof holds)[number]) => hold.neededSeconds - hold.heldSeconds
  return holds.sort((a, b) => left(b) - left(a))[0]
}
