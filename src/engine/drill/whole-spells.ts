/** A time in which the range was whole again, after it broke. */
export interface WholeSpell {
  from: string
  /** When it broke again. */
  until?: string
}

/** What the range said of itself, added to what it said before. Said again, it changes nothing. */
export function withMoment(
  spells: readonly WholeSpell[],
  state: 'broken' | 'whole',
  at: string,
): readonly WholeSpell[] {
  const last = spells.at(-1)
  const isWhole = last !== undefined && last.until === undefined
  if (isWhole === (state === 'whole')) return spells
  return isWhole ? [...spells.slice(0, -1), { ...last, until: at }] : [...spells, { from: at }]
}

/** Since when it is whole; nothing where it is broken. */
export function wholeSince(spells: readonly WholeSpell[]): string | undefined {
  const last = spells.at(-1)
  return last?.until === undefined ? last?.from : undefined
}

/** Whether it was whole at a moment, or became it so soon after. */
export const isWholeBy = (spells: readonly WholeSpell[], at: string, graceMs = 0): boolean =>
  spells.some(
    ({ from, until }) =>
      Date.parse(from) <= Date.parse(at) + graceMs && (until === undefined || at < until),
  )
