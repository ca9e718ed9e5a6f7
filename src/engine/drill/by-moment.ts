/** Orders moments as ISO 8601 has them, oldest first. */
export const byMoment = (one: string, other: string): number =>
  one < other ? -1 : one > other ? 1 : 0
