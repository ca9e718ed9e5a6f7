import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createOutputCapture } from './output-capture.ts'

const mark = '@warroom-00ff'
const markLine = `${mark} 123 ready 1 456.\n`

function capture(bytes: Buffer, cuts: readonly number[], maxBytes = 1_000_000) {
  const live: string[] = []
  const output = createOutputCapture(mark, maxBytes, (text) => live.push(text))
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  let from = 0
  for (const to of [...places, bytes.length]) {
    output.push(bytes.subarray(from, to))
    from = to
  }
  output.end()
  return { output, live: live.join('') }
}

describe('output', () => {
  it('is the same text however it is cut into chunks, live and kept', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({ maxLength: 80 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (text, greeting, cuts) => {
          const { output, live } = capture(Buffer.from(greeting + markLine + text), cuts)
          expect(output.text).toBe(text)
          expect(live).toBe(text)
          expect(output.mark?.job).toEqual({ pid: 123, startTime: '456', leadsGroup: true })
          expect(output.truncated).toBe(false)
        },
      ),
    )
  })

  it('is cut at the cap, between characters, and says so', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 100 }),
        fc.nat(120),
        fc.array(fc.nat(), { maxLength: 8 }),
        (text, maxBytes, cuts) => {
          const { output, live } = capture(Buffer.from(markLine + text), cuts, maxBytes)
          expect(text.startsWith(output.text)).toBe(true)
          expect(Buffer.byteLength(output.text)).toBeLessThanOrEqual(maxBytes)
          expect(output.truncated).toBe(Buffer.byteLength(text) > maxBytes)
          expect(live).toBe(output.text)
        },
      ),
    )
  })

  it('without a mark is what a host said instead of starting the job', () => {
    const { output } = capture(Buffer.from('This account is currently not available.\n'), [5])
    expect(output.mark).toBeUndefined()
    expect(output.text).toBe('This account is currently not available.\n')
  })

  it('finds the mark after a long greeting', () => {
    const { output } = capture(Buffer.from(`${'welcome\n'.repeat(20_000)}${markLine}out`), [70_001])
    expect(output.text).toBe('out')
  })
})
