import { closeSync, openSync, writeSync } from 'node:fs'

import { logLine } from '../src/engine/tail/log-lines.fixture.ts'

/**
 * Writes so many lines a second for so many seconds, on time as long as whoever reads lets it; then says
 * how many. `--sent` lines say when they were written. A process of its own: its memory is not ours.
 */
const [file = '', rate = '', seconds = '', kind] = process.argv.slice(2)
const everyMs = 10
const perRound = (Number(rate) * everyMs) / 1000
const rounds = (Number(seconds) * 1000) / everyMs
const kinds = Array.from({ length: 10_000 }, (_, n) => logLine(n))
const sentLine = (n: number) =>
  JSON.stringify({ level: 30, time: Date.now(), msg: `line ${n} sent ${Date.now()}` })
const descriptor = openSync(file, 'a')
const pause = new Int32Array(new SharedArrayBuffer(4))
const startedMs = performance.now()
let written = 0
for (let round = 0; round < rounds; round++) {
  const untilMs = startedMs + round * everyMs - performance.now()
  if (untilMs > 0) Atomics.wait(pause, 0, 0, untilMs)
  let text = ''
  for (let index = 0; index < perRound; index++) {
    text += `${kind === '--sent' ? sentLine(written) : kinds[written % kinds.length]}\n`
    written++
  }
  for (let from = Buffer.from(text); from.length > 0;)
    from = from.subarray(writeSync(descriptor, from))
}
closeSync(descriptor)
const tookSeconds = (performance.now() - startedMs) / 1000
process.stdout.write(`${JSON.stringify({ written, perSecond: written / tookSeconds })}\n`)
