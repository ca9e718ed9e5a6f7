import iconv from 'iconv-lite'

import { sequenceLength } from './utf8.ts'

/** The byte that a character stands for, in windows-1252 and in the Latin-1 that it extends. */
const byteOf = new Map<string, number>()
for (let byte = 0x80; byte <= 0xff; byte++) {
  byteOf.set(String.fromCharCode(byte), byte)
  byteOf.set(iconv.decode(Buffer.of(byte), 'windows-1252'), byte)
}
byteOf.delete('\uFFFD')

/**
 * Undoes UTF-8 read as windows-1252 or Latin-1 (`dÃ©ploiement`, `lâ€™Ã©tÃ©`). `Ã` or `Â` before a
 * sign, and `â€` before a third, are what nobody writes; other pairs of capitals and signs might be
 * somebody's own, and are undone only beside them.
 */
export function repairWindows1252(text: string): { text: string; count: number } {
  let sure = 0
  let count = 0
  const repaired = text.replaceAll(/[\u0080-\u00FF\u0152-\u017E\u0192-\u2122]+/g, (run) => {
    const bytes = Array.from(run, (character) => byteOf.get(character) ?? 0)
    let result = ''
    for (let index = 0; index < bytes.length;) {
      const length = bytes[index] === 0 ? 0 : sequenceLength(bytes, index)
      if (length < 2) {
        result += run.charAt(index)
        index++
        continue
      }
      const lead = bytes[index] ?? 0
      if (length > 2 || lead === 0xc3 || lead === 0xc2) sure++
      count++
      result += Buffer.from(bytes.slice(index, index + length)).toString('utf8')
      index += length
    }
    return result
  })
  return sure > 0 ? { text: repaired, count } : { text, count: 0 }
}
