/** Bytes of the UTF-8 character that begins at an index; 0 where none does. */
export function sequenceLength(bytes: ArrayLike<number>, index: number): 0 | 1 | 2 | 3 | 4 {
  const at = (offset: number) => bytes[index + offset] ?? 0
  const follows = (offset: number, low = 0x80, high = 0xbf) =>
    at(offset) >= low && at(offset) <= high
  const lead = at(0)
  if (lead < 0x80) return index < bytes.length ? 1 : 0
  if (lead >= 0xc2 && lead <= 0xdf) return follows(1) ? 2 : 0
  if (lead >= 0xe0 && lead <= 0xef) {
    // Neither longer than needed nor half of a surrogate pair.
    return follows(1, lead === 0xe0 ? 0xa0 : 0x80, lead === 0xed ? 0x9f : 0xbf) && follows(2)
      ? 3
      : 0
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const second = follows(1, lead === 0xf0 ? 0x90 : 0x80, lead === 0xf4 ? 0x8f : 0xbf)
    return second && follows(2) && follows(3) ? 4 : 0
  }
  return 0
}
