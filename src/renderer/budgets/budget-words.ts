import type { Locale } from '../../shared/messages/message.ts'
import { burnSpans, type BudgetReading, type BudgetStatus } from '../../shared/model/budget.ts'
import type { Tone } from '../logic/tone.ts'
import { formatDuration, formatNumber, formatRough, formatShort } from '../text/format.ts'
import type { Translate } from '../text/translate.ts'

interface Words {
  t: Translate
  locale: Locale
}

/** The one word that a person must know of a budget. */
export type BudgetWord =
  | 'ok'
  | 'fast'
  | 'slow'
  | 'leak'
  | 'spent'
  | 'early'
  | 'unknown'
  | 'stale'
  | 'off'

export const toneOfBudget: Record<BudgetWord, Tone> = {
  ok: 'go',
  fast: 'nogo',
  slow: 'nogo',
  leak: 'pending',
  spent: 'nogo',
  early: 'pending',
  unknown: 'unknown',
  stale: 'unknown',
  off: 'idle',
}

/** `isStale`: what it is counted from is no longer looked at, or no engine answers. */
export function budgetWord(reading: BudgetReading | undefined, isStale: boolean): BudgetWord {
  if (!reading) return 'off'
  const { remaining, alerts, total, needed } = reading
  if (remaining === undefined) return 'unknown'
  const [worst] = alerts
  // What burnt when it was last seen is not well because nobody looks.
  if (worst && worst.alert !== 'leak') return worst.alert
  if (isStale) return 'stale'
  if (total < needed) return 'early'
  if (remaining <= 0) return 'spent'
  return worst ? worst.alert : 'ok'
}

/** What needs somebody first. */
const urgency: readonly BudgetWord[] = [
  'fast',
  'slow',
  'spent',
  'unknown',
  'stale',
  'leak',
  'early',
  'ok',
  'off',
]

/** The worst first; those that are as bad as each other in the runbook’s order. */
export function worstBudgetsFirst(
  statuses: Iterable<[id: string, status: BudgetStatus]>,
  isStale: (status: BudgetStatus) => boolean,
): [id: string, status: BudgetStatus][] {
  const rank = (status: BudgetStatus) =>
    urgency.indexOf(budgetWord(status.reading, isStale(status)))
  return [...statuses].sort(([, left], [, right]) => rank(left) - rank(right))
}

/** Of a budget’s share that is left, never rounded up: `99.9%`, `−730%`. */
export function formatPercent(share: number, locale: Locale): string {
  const isLarge = Math.abs(share) >= 1
  const percent = isLarge ? Math.floor(share * 100) : Math.floor(share * 1000) / 10
  const space = locale === 'fr' ? '\u202f' : ''
  return `${formatNumber(percent, locale, isLarge ? 0 : 1)}${space}%`
}

/** What is left, or by how much it is overspent. */
export function remainingWords(
  { remaining, spent = 0 }: BudgetReading,
  { t, locale }: Words,
): string {
  if (remaining === undefined) return t('budget.nothing')
  if (remaining >= 0) return t('budget.remaining', { share: formatPercent(remaining, locale) })
  return spent < 2
    ? t('budget.over-by', { share: formatPercent(-remaining, locale) })
    : t('budget.over-times', { times: formatNumber(spent, locale, spent < 10 ? 1 : 0) })
}

/** `99.9%`, with all the digits that its author wrote. */
function formatTarget(target: number, locale: Locale): string {
  return `${formatNumber(target * 100, locale, 3)}${locale === 'fr' ? '\u202f' : ''}%`
}

/** How many failures it still has room for, in plain words. */
export function leftWords(reading: BudgetReading, t: Translate): string {
  const { left = 0, total, needed, bad } = reading
  if (total < needed) return t('budget.needed', { total, needed, bad })
  return left >= 0 ? t('budget.left', { left }) : t('budget.over', { over: -left })
}

/** What is asked, and what it was counted over where that is not simply the whole window. */
export function basisWords(
  asked: { target: number; windowSeconds: number; latencyMs?: number },
  reading: BudgetReading | undefined,
  { t, locale }: Words,
): string[] {
  const { target, windowSeconds, latencyMs } = asked
  const goal = t('budget.target', {
    target: formatTarget(target, locale),
    window: formatDuration(windowSeconds * 1000, locale),
  })
  const words = [goal]
  if (latencyMs !== undefined)
    words.push(t('budget.within', { limit: formatDuration(latencyMs, locale) }))
  if (!reading) return words
  const watchedMs = Date.parse(reading.at) - Date.parse(reading.from)
  if (reading.partial && watchedMs > 0)
    words.push(t('budget.partial', { time: formatRough(watchedMs, locale) }))
  if (reading.coverage < 0.95 && reading.total > 0 && watchedMs >= settledMs)
    words.push(t('budget.measured', { share: formatPercent(reading.coverage, locale) }))
  if (reading.precision === 'estimated') words.push(t('budget.estimated'))
  return words
}

/** Before, one look more or less is much of the time. */
const settledMs = 300_000

const shownSpans = ['burn_5m', 'burn_1h'] as const

/** How fast it goes now: over the last minutes, and over the last hour. */
export function burnWords({ burns }: BudgetReading, { t, locale }: Words): string {
  const rates = shownSpans.flatMap((span) => {
    const burn = burns.find((one) => one.span === span)
    if (!burn) return []
    const length = formatDuration(burnSpans[span] * 1000, locale)
    return burn.rate === undefined
      ? t('budget.no-rate', { span: length })
      : t('budget.rate', { rate: formatNumber(burn.rate, locale, 1), span: length })
  })
  return t('budget.burn', { rates: rates.join(', ') })
}

/** What comes next: since when it burns, and when nothing is left at this rate. */
export function outlookWords({ alerts, spentAt }: BudgetReading, { t, locale }: Words): string[] {
  const [worst] = alerts
  return [
    worst && t('budget.since', { at: formatShort(worst.since, locale) }),
    spentAt !== undefined && t('budget.spent-at', { at: formatShort(spentAt, locale) }),
  ].filter((words) => typeof words === 'string')
}
