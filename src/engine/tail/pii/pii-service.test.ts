import { createHash } from 'node:crypto'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it, vi } from 'vitest'

import { createEngine } from '../../create-engine.ts'
import { temporaryFolder, valueOf } from '../../store/temporary-store.fixture.ts'
import { systemClock } from '../../time/clock.ts'
import { createFileScan } from './file-scan.ts'
import { createPiiFinder } from './find-pii.ts'
import { piiEvidence } from './pii-evidence.ts'

const idle = { signal: new AbortController().signal }
const soon = { timeout: 20_000, interval: 20 }
const host = { log: { error: () => undefined }, onPower: () => () => undefined }
const find = createPiiFinder('FR')

async function verdictOf(bytes: Buffer, chunk = Math.max(1, bytes.length)) {
  const scan = createFileScan('app.log', find, systemClock)
  for (let from = 0; from < bytes.length || from === 0; from += chunk)
    await scan.push(bytes.subarray(from, from + chunk), from + chunk >= bytes.length)
  const result = scan.result()
  if (!result) throw new Error('it has an end')
  return piiEvidence(result)
}

describe('a file', () => {
  it('is the same however it is cut, in letters of several bytes, too', async () => {
    const bytes = Buffer.from(
      'début à l’été\nécrit à zoé@exemple.fr puis\nfin sans saut +33612345678',
    )
    for (const chunk of [1, 2, 7, 1000]) {
      const { measurement, judgement } = await verdictOf(bytes, chunk)
      expect(judgement.verdict).toBe('failed')
      expect(measurement).toMatchObject({
        facts: {
          count: 2,
          lines: 3,
          bytes: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          found: [
            { kind: 'email', line: 2 },
            { kind: 'phone', line: 3 },
          ],
        },
      })
      expect(JSON.stringify(measurement)).not.toContain('612345678')
    }
  })

  it.each([
    ['without anything personal', Buffer.from('one\ntwo\n'), 'passed', 'tail.pii.clean'],
    [
      'in UTF-16',
      Buffer.from('\uFEFFun\nà zoe@exemple.fr\n', 'utf16le'),
      'failed',
      'tail.pii.found',
    ],
    ['without a line', Buffer.from(''), 'unknown', 'tail.pii.no-lines'],
    ['that is no text', Buffer.from([0x1f, 0x8b, 0, 0, 1, 2, 10]), 'unknown', 'tail.pii.not-text'],
    ['of one endless line', Buffer.from(`${'word '.repeat(20_000)}\n`), 'unknown', 'tail.pii.cut'],
  ])('%s', async (_, bytes, verdict, id) => {
    expect((await verdictOf(bytes)).judgement).toMatchObject({ verdict, reason: { id } })
  })
})

it('a file and kept lines become evidence of an item, and the run still verifies', async () => {
  using folder = temporaryFolder()
  const file = join(folder.dir, 'app.log')
  writeFileSync(file, '')
  mkdirSync(join(folder.dir, 'profiles'))
  writeFileSync(join(folder.dir, 'profiles', 'here.yaml'), 'name: here\nenvironment: practice\n')
  const runbook = `# Go-live\n\n\`\`\`yaml tail\nfile: ${file}\nid: app\n\`\`\`\n\n- [ ] No personal data {#gdpr}\n`
  const engine = valueOf(await createEngine({ dataDir: folder.dir, host }))
  const { handlers, sources } = engine.service
  const base64 = Buffer.from(runbook).toString('base64')
  const { hash } = valueOf(await handlers['runbook.open']({ fileName: 'go.md', base64 }, idle))
  const release = { version: '1', commit: 'c', lastGood: '0' }
  const created = await handlers['run.create'](
    { runbookHash: hash, profile: 'here', title: 'Go', release, people: [] },
    idle,
  )
  const { runId } = valueOf(created)
  const tails = valueOf(sources.tails({ runId }))
  await vi.waitFor(() => expect(tails.get('app')?.state).toBe('live'), soon)
  const itemId = 'gdpr'

  const { scanId } = valueOf(await handlers['pii.openFile']({ runId, name: 'old.log' }, idle))
  const text = Buffer.from('sent to +33612345678\n').toString('base64')
  const read = await handlers['pii.readFile']({ scanId, base64: text, isLast: false }, idle)
  expect(valueOf(read)).toMatchObject({ counts: { phone: 1 }, lines: 1, bytes: 21 })
  // Half a file is no evidence.
  expect(await handlers['pii.keepFile']({ scanId, itemId }, idle)).toMatchObject({ ok: false })
  valueOf(await handlers['pii.readFile']({ scanId, base64: '', isLast: true }, idle))
  expect(await handlers['pii.keepFile']({ scanId, itemId: 'other' }, idle)).toMatchObject({
    ok: false,
  })
  const kept = valueOf(await handlers['pii.keepFile']({ scanId, itemId }, idle))
  expect(kept.verdict).toBe('failed')
  expect(await handlers['pii.keepFile']({ scanId, itemId }, idle)).toMatchObject({ ok: false })

  appendFileSync(file, 'nothing of anybody\n')
  await vi.waitFor(() => expect(tails.get('app')?.lastN).toBe(1), soon)
  const all = valueOf(await handlers['pii.keepLog']({ runId, itemId }, idle))
  expect(all.verdict).toBe('passed')
  // It has not been followed for ten minutes: nothing found in them proves nothing.
  const window = valueOf(await handlers['pii.keepLog']({ runId, itemId, minutes: 10 }, idle))
  expect(window).toMatchObject({ verdict: 'unknown', reason: { id: 'tail.pii.part' } })

  const scanned = [...valueOf(sources.timeline({ runId })).entries()].flatMap(([, { body }]) =>
    body.type === 'log.scanned' ? [body] : [],
  )
  expect(scanned.map(({ verdict }) => verdict)).toEqual(['failed', 'passed', 'unknown'])
  const evidence = await handlers['evidence.get']({ hash: scanned[0]?.evidenceHash ?? '' }, idle)
  expect(valueOf(evidence)).toMatchObject({ measurement: { target: 'old.log' } })
  expect(valueOf(await handlers['run.verify']({ runId }, idle))).toMatchObject({ valid: true })
  const { base64: exported } = valueOf(await handlers['run.export']({ runId }, idle))
  expect(exported.length).toBeGreaterThan(0)
  await engine.dispose()
}, 60_000)
