import { DDSketch } from '@datadog/sketches-js'

/** Percentiles read from a sketch are within this share of the true value. */
export const sketchError = 0.01

/** Numbers of which any quantile can be asked, exactly while few, and merged without loss of honesty. */
export type QuantileSketch = DDSketch

export const createSketch = (): QuantileSketch => new DDSketch({ relativeAccuracy: sketchError })

/** How many sparse `[key, count]` pairs make the sketch; zeros apart. Ordered by key. */
export interface SketchBins {
  zeros: number
  bins: [key: number, count: number][]
}

export function binsOf(sketch: QuantileSketch): SketchBins {
  const { store } = sketch
  const bins: [number, number][] = []
  if (store.count > 0) {
    for (let key = store.minKey; key <= store.maxKey; key++) {
      const count = store.bins[key - store.offset] ?? 0
      if (count > 0) bins.push([key, count])
    }
  }
  return { zeros: sketch.zeroCount, bins }
}

/** Adds bins to a sketch; minimum, maximum and sum are kept by whoever keeps the bins. */
export function addBins(sketch: QuantileSketch, { zeros, bins }: SketchBins): void {
  sketch.zeroCount += zeros
  sketch.count += zeros
  for (const [key, count] of bins) {
    sketch.store.add(key, count)
    sketch.count += count
  }
}
