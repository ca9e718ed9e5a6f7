import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createDockerReader } from './docker-reader.ts'
import { createFlyReader } from './fly-reader.ts'
import { createJournalReader } from './journal-reader.ts'
import { createLineSplitter, mostLineCharacters } from './line-splitter.ts'
import type { RawLine, StreamGap } from './reader.ts'

function gather() {
  const lines: RawLine[] = []
  const gaps: StreamGap[] = []
  return {
    lines,
    gaps,
    texts: () => lines.map(({ text }) => text),
    events: {
      onLine: (line: RawLine) => void lines.push(line),
      onGap: (gap: StreamGap) => void gaps.push(gap),
      onNote: () => undefined,
    },
  }
}

const inPieces = (text: string, cuts: readonly number[], push: (piece: string) => void) => {
  let from = 0
  for (const to of cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b)) {
    push(text.slice(from, to))
    from = to
  }
  push(text.slice(from))
}

describe('lines', () => {
  it('are the same however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }).filter((s) => !/[\r\n]/.test(s))),
        fc.array(fc.nat()),
        (lines, cuts) => {
          const seen: string[] = []
          const splitter = createLineSplitter((line) => seen.push(line))
          inPieces(lines.map((line) => `${line}\n`).join(''), cuts, (piece) => splitter.push(piece))
          splitter.end()
          expect(seen).toEqual(lines)
        },
      ),
    )
  })

  it('are cut where nobody would read on', () => {
    const seen: string[] = []
    const splitter = createLineSplitter((line) => seen.push(line))
    for (let n = 0; n < 100; n++) splitter.push('x'.repeat(1000))
    splitter.push('\nnext\n')
    expect(seen.map(({ length }) => length)).toEqual([mostLineCharacters, 4])
  })
})

describe('docker logs', () => {
  const stamp = (nano: number) => `2026-11-21T10:00:00.${String(nano).padStart(9, '0')}Z`

  it('goes on where it stopped: nothing lost, nothing twice, whatever shares a time stamp', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ nano: fc.nat(5), stream: fc.constantFrom('stdout', 'stderr') }), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.array(fc.nat(), { maxLength: 4 }),
        (written, breaks) => {
          const all = written
            .toSorted((left, right) => left.nano - right.nano)
            .map((line, index) => ({ ...line, text: `line ${index}` }))
          const { events, texts, gaps } = gather()
          const reader = createDockerReader(
            { container: 'api', engine: 'docker', backSeconds: 60 },
            events,
          )
          for (const cut of [...breaks.map((place) => place % (all.length + 1)), all.length]) {
            const { command } = reader.command()
            const since =
              'argv' in command ? command.argv.find((word) => word.startsWith('--since')) : ''
            const from = since?.slice('--since='.length) ?? ''
            // What the engine gives again: all from that moment on, up to where the link is lost.
            for (const { nano, stream, text } of all.slice(0, cut))
              if (from === '60s' || stamp(nano) >= from)
                reader.push(stream, `${stamp(nano)} ${text}\n`)
            reader.end()
          }
          expect(texts().toSorted()).toEqual(all.map(({ text }) => text).toSorted())
          expect(gaps).toEqual([])
        },
      ),
    )
  })

  it('tells its client’s own trouble from the container’s lines', () => {
    const { events, texts } = gather()
    const reader = createDockerReader(
      { container: 'api', engine: 'docker', backSeconds: 60 },
      events,
    )
    reader.command()
    reader.push('stderr', 'Error response from daemon: No such container: api\n')
    reader.push('stderr', `${stamp(1)} Error response from daemon: said the app\n`)
    expect(texts()).toEqual(['Error response from daemon: said the app'])
  })
})

describe('fly logs', () => {
  const entry = (message: string, timestamp: string) =>
    JSON.stringify(
      { level: 'info', instance: 'd891', message, region: 'cdg', timestamp, meta: { a: '}' } },
      undefined,
      2,
    )

  it('are objects over several lines, the doubles of poll and push dropped', () => {
    const first = entry('a "quoted" {brace', '2026-11-21T10:00:00Z')
    const second = entry('b', '2026-11-21T10:00:01Z')
    fc.assert(
      fc.property(fc.array(fc.nat()), (cuts) => {
        const { events, lines, gaps } = gather()
        const reader = createFlyReader({ app: 'mapquiz' }, events)
        reader.command()
        inPieces(`${first}\n${second}\n${first}\n`, cuts, (piece) => reader.push('stdout', piece))
        expect(lines).toEqual([
          { text: 'a "quoted" {brace', atMs: Date.parse('2026-11-21T10:00:00Z'), origin: 'd891' },
          { text: 'b', atMs: Date.parse('2026-11-21T10:00:01Z'), origin: 'd891' },
        ])
        expect(gaps).toEqual([])
        reader.command()
        reader.push('stdout', second)
        expect(lines).toHaveLength(2)
        expect(gaps).toMatchObject([{ message: { id: 'tail.gap.fly' } }])
      }),
    )
  })
})

describe('the journal', () => {
  it('goes on after its cursor, and reads what is no text', () => {
    const { events, lines } = gather()
    const reader = createJournalReader({ backSeconds: 60 }, events)
    reader.command()
    const entry = (fields: object) => `${JSON.stringify(fields)}\n`
    reader.push(
      'stdout',
      entry({
        __CURSOR: 's=1',
        __REALTIME_TIMESTAMP: '1763719200123456',
        PRIORITY: '3',
        MESSAGE: 'disk',
        _SYSTEMD_UNIT: 'db.service',
      }) +
        entry({ __CURSOR: 's=2', PRIORITY: '6', MESSAGE: [104, 195, 169], SYSLOG_IDENTIFIER: 'x' }),
    )
    reader.push('stdout', '{"__CURSOR":"s=3","MESS')
    reader.end()
    expect(lines).toEqual([
      { text: 'error: disk', atMs: 1763719200123, origin: 'db.service' },
      { text: 'hé', origin: 'x' },
    ])
    expect(reader.command().command).toMatchObject({
      argv: expect.arrayContaining(['--after-cursor=s=2']),
    })
  })
})
