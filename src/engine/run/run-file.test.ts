import { DatabaseSync } from 'node:sqlite'
import { gunzipSync, gzipSync } from 'node:zlib'

import { describe, expect, it } from 'vitest'

import { canonicalJson, sha256 } from '../store/canonical.ts'
import { genesisHash, hashEvent } from '../store/chain.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { verifyExport } from './run-file.ts'
import { idle, openTestRuns } from './runs.fixture.ts'

type Test = ReturnType<typeof openTestRuns>
type Document = Record<string, unknown> & {
  events: { seq: number; hash: string; previousHash: string; body: Record<string, unknown> }[]
  evidence: { checkId: string; measurement: { durationMs: number } }[]
  runbooks: { hash: string; fileName: string; base64: string }[]
  profiles: { hash: string; text: string }[]
  head: { seq: number; hash: string }
}

/** A run with a check, a note and an adopted edit. */
async function lively(test: Test): Promise<string> {
  const { handlers } = test.runs
  const runId = await test.createRun()
  valueOf(await handlers['check.start']({ runId, itemIds: ['migrate'], agreed: [] }, idle))
  await expect.poll(() => test.store.events.read(runId).length).toBe(3)
  valueOf(await handlers['run.note']({ runId, text: 'noted, with é and 🚀' }, idle))
  const edit = new TextEncoder().encode('ready 1 health answers\n')
  const toHash = valueOf(test.store.library.keepFile('go-live.md', edit))
  valueOf(await handlers['runbook.adopt']({ runId, toHash }, idle))
  return runId
}
const exported = async (test: Test, runId: string) =>
  valueOf(await test.runs.handlers['run.export']({ runId }, idle))
const bytesOf = (base64: string) => Buffer.from(base64, 'base64')
const unpack = (base64: string): Document => JSON.parse(gunzipSync(bytesOf(base64)).toString())
const pack = (document: unknown) => gzipSync(canonicalJson(document))
/** As someone would who knows the format: the hash over the file is made right again. */
const repack = (document: Document) => {
  const content = { ...document, sha256: undefined }
  return pack({ ...content, sha256: sha256(canonicalJson(content)) })
}

describe('an exported run', () => {
  it('imports elsewhere, verified, reads the same, and is not continued there', async () => {
    using here = temporaryFolder()
    using there = temporaryFolder()
    await using test = openTestRuns(here.dir)
    const runId = await lively(test)
    const { fileName, base64 } = await exported(test, runId)
    expect(fileName).toBe('go-live-4-2-b-now-b-2026-11-21.warroom')
    expect(valueOf(await verifyExport(bytesOf(base64)))).toEqual({
      valid: true,
      events: 5,
      headHash: test.store.events.run(runId)?.head.hash,
    })

    await using other = openTestRuns(there.dir, { text: 'another 0 runbook\n' })
    const { handlers, sources } = other.runs
    expect(valueOf(await handlers['run.import']({ base64 }, idle))).toEqual({ runId })
    expect(valueOf(await handlers['run.import']({ base64 }, idle))).toEqual({ runId })
    const items = (one: Test) =>
      [...valueOf(one.runs.sources.run({ runId })).entries()].filter(([key]) =>
        key.startsWith('item:'),
      )
    expect(items(other)).toEqual(items(test))
    expect(valueOf(sources.run({ runId })).get('head')).toMatchObject({ head: { imported: true } })
    expect(valueOf(await handlers['run.verify']({ runId }, idle)).valid).toBe(true)
    expect(await handlers['run.note']({ runId, text: 'x' }, idle)).toMatchObject({
      failure: { code: 'read-only', message: { id: 'run.imported' } },
    })
    expect(
      await handlers['check.start']({ runId, itemIds: ['ready'], agreed: [] }, idle),
    ).toMatchObject({
      failure: { message: { id: 'run.imported' } },
    })
    const again = await exported(other, runId)
    expect(unpack(again.base64)).toEqual(unpack(base64))
  })

  it('is a conflict where another history of that run is', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const runId = await lively(test)
    const { base64 } = await exported(test, runId)
    valueOf(await test.runs.handlers['run.note']({ runId, text: 'later' }, idle))
    expect(await test.runs.handlers['run.import']({ base64 }, idle)).toMatchObject({
      failure: { code: 'conflict', message: { id: 'run.conflict' } },
    })
  })

  const at = (document: Document, seq: number) => {
    const event = document.events.find((one) => one.seq === seq)
    if (!event) throw new Error(`no event ${seq}`)
    return event
  }
  const tampering: [name: string, tamper: (document: Document) => void, seq: number, id: string][] =
    [
      ['an edited note', (d) => (at(d, 4).body['text'] = 'never said'), 4, 'chain.edited'],
      ['a deleted event', (d) => d.events.splice(3, 1), 4, 'chain.missing'],
      ['a cut tail', (d) => d.events.pop(), 5, 'chain.truncated'],
      [
        'two events swapped',
        (d) => d.events.splice(2, 2, at(d, 4), at(d, 3)),
        3,
        'chain.out-of-order',
      ],
      [
        'an event hashed again',
        (d) => {
          const event = at(d, 4)
          event.body['text'] = 'never said'
          event.hash = hashEvent(event as unknown as Parameters<typeof hashEvent>[0])
        },
        5,
        'chain.wrong-previous',
      ],
      ['another head', (d) => (d.head.hash = genesisHash), 5, 'chain.rewritten'],
      [
        'changed evidence',
        (d) => d.evidence.forEach((e) => (e.measurement.durationMs = 1)),
        3,
        'chain.evidence-changed',
      ],
      ['lost evidence', (d) => d.evidence.pop(), 3, 'chain.evidence-missing'],
      [
        'a changed runbook',
        (d) => d.runbooks.forEach((r) => (r.base64 = 'AAAA')),
        1,
        'chain.runbook-changed',
      ],
      ['a lost runbook', (d) => d.runbooks.pop(), 5, 'chain.runbook-missing'],
      [
        'a changed profile',
        (d) => d.profiles.forEach((p) => (p.text = 'x')),
        1,
        'chain.profile-changed',
      ],
      ['a lost profile', (d) => d.profiles.pop(), 1, 'chain.profile-missing'],
      ['another run’s name', (d) => (d['runId'] = 'other'), 1, 'chain.other-run'],
    ]
  it.each(tampering)('with %s is refused, and names it', async (_name, tamper, seq, id) => {
    using folder = temporaryFolder()
    using there = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const document = unpack((await exported(test, await lively(test))).base64)
    tamper(document)
    const bytes = repack(document)
    expect(valueOf(await verifyExport(bytes))).toMatchObject({
      valid: false,
      firstBad: { seq, problem: { id } },
    })
    await using other = openTestRuns(there.dir)
    const refused = await other.runs.handlers['run.import'](
      { base64: bytes.toString('base64') },
      idle,
    )
    expect(refused).toMatchObject({
      failure: { message: { id: 'run.not-verified' }, hint: { id } },
    })
    expect([...valueOf(other.runs.sources.runs({})).entries()]).toEqual([])
  })

  it('with anything else touched does not hold either', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const document = unpack((await exported(test, await lively(test))).base64)
    for (const runbook of document.runbooks) runbook.fileName = 'other.md'
    expect(valueOf(await verifyExport(pack(document))).firstBad?.problem.id).toBe(
      'chain.file-changed',
    )
  })

  it.each([
    ['no gzip', Buffer.from('hello'), 'run.not-a-run-file'],
    ['nothing', Buffer.alloc(0), 'run.not-a-run-file'],
    ['no JSON', gzipSync('{'), 'run.not-a-run-file'],
    ['other JSON', gzipSync('[1]'), 'run.not-a-run-file'],
    ['a newer format', gzipSync('{"format":"warroom-run","version":2}'), 'run.file-newer'],
    ['half a file', gzipSync('{"format":"warroom-run","version":1}'), 'run.file-malformed'],
    ['a gzip bomb', gzipSync(Buffer.alloc(300 * 1024 * 1024)), 'run.file-too-large'],
  ])('%s is no run file', async (_name, bytes, id) => {
    expect(await verifyExport(bytes)).toMatchObject({ ok: false, failure: { message: { id } } })
  })

  it('with an event that no Warroom writes is refused, and says where', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const document = unpack((await exported(test, await lively(test))).base64)
    at(document, 4).body['type'] = 'run.erased'
    const refused = await verifyExport(repack(document))
    if (refused.ok) throw new Error('it was read')
    expect(refused.failure.message).toEqual({
      id: 'run.file-malformed',
      values: { path: 'events.3.body.type' },
    })
  })
})

describe('bar 15: run.verify', () => {
  it('finds evidence that was changed in the database', async () => {
    using folder = temporaryFolder()
    let runId: string
    {
      await using test = openTestRuns(folder.dir)
      runId = await lively(test)
    }
    {
      using outside = new DatabaseSync(`${folder.dir}/warroom.db`)
      outside.exec('DROP TRIGGER evidence_no_update')
      outside.exec(`UPDATE evidence SET body = replace(body, '"status":200', '"status":201')`)
    }
    await using test = openTestRuns(folder.dir)
    expect(valueOf(await test.runs.handlers['run.verify']({ runId }, idle)).firstBad).toMatchObject(
      {
        seq: 3,
        problem: { id: 'chain.evidence-changed' },
      },
    )
  })
})
