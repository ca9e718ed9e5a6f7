/** A window is this many stretches long: what it covers is exact to one of them. */
export const bucketsOfWindow = 360

/** What was gathered in stretches of time, of which the last window is at hand. */
export interface BucketRing<B> {
  /** The stretch that a moment falls into; nothing where it is too long ago. */
  at(atMs: number): B | undefined
  /** Those of the window that ends now. */
  window(nowMs: number): B[]
}

export function createBucketRing<B>(windowMs: number, create: () => B): BucketRing<B> {
  const widthMs = windowMs / bucketsOfWindow
  /** One more than a window: lines of a clock that is a little ahead do not push the oldest out. */
  const places = bucketsOfWindow + 1
  const numbers = new Float64Array(places).fill(-1)
  const buckets: (B | undefined)[] = Array.from({ length: places }, () => undefined)
  return {
    at(atMs) {
      const number = Math.floor(atMs / widthMs)
      const place = number % places
      const known = numbers[place] ?? -1
      if (number < known || number < 0) return undefined
      const held = known === number ? buckets[place] : undefined
      if (held !== undefined) return held
      const created = create()
      numbers[place] = number
      buckets[place] = created
      return created
    },
    window(nowMs) {
      const now = Math.floor(nowMs / widthMs)
      return buckets.flatMap((bucket, place) => {
        const age = now - (numbers[place] ?? -1)
        return bucket !== undefined && age >= 0 && age < bucketsOfWindow ? [bucket] : []
      })
    },
  }
}
