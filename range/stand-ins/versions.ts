/** Of everything in the range that is released: the last one known to be good, and the new one. */
export const versions = ['2.0', '2.1'] as const
export type Version = (typeof versions)[number]
