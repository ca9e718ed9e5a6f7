/** Of a source among those of a run: a hue that means nothing but "the same source". */
const hues = 6

export function sourceClass(tailIds: readonly string[], tailId: string): string {
  const index = tailIds.indexOf(tailId)
  return index < 0 ? 'source-none' : `source-${index % hues}`
}
