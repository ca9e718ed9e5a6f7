import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

import { z } from 'zod'

import { message } from '../../shared/messages/message.ts'
import type { Evidence, RunEvent } from '../../shared/model/run.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { VerifyReport } from '../../shared/rpc/views.ts'
import { canonicalJson, sha256 } from '../store/canonical.ts'
import { verifyChain, type Anchor } from '../store/chain.ts'
import { eventSchema, evidenceSchema } from '../store/event-schema.ts'
import { hashEvidence } from '../store/event-store.ts'
import type { Store } from '../store/store.ts'

const format = 'warroom-run'
const version = 1
/** Unpacked size that is read; a small file that unpacks to more is a bomb. */
const maxUnpackedBytes = 256 * 1024 * 1024

/** A run with everything that its events name: enough to read and verify it anywhere. */
export interface RunFile {
  runId: string
  /** Where the chain ended when it was written. */
  head: Anchor
  events: RunEvent[]
  evidence: Evidence[]
  runbooks: { hash: string; fileName: string; bytes: Uint8Array }[]
  profiles: { hash: string; text: string }[]
}

/** What names a runbook, a profile or evidence, in an event. */
interface References {
  runbooks: string[]
  profiles: string[]
  evidence: string[]
}

function referencesOf({ body }: RunEvent): References {
  switch (body.type) {
    case 'run.created':
      return { runbooks: [body.runbookHash], profiles: [body.profileHash], evidence: [] }
    case 'runbook.adopted':
      return { runbooks: [body.toHash], profiles: [], evidence: [] }
    case 'profile.adopted':
      return { runbooks: [], profiles: [body.toHash], evidence: [] }
    case 'check.finished':
    case 'scenario.step':
    case 'log.scanned':
    case 'readiness.restored':
    case 'alert.changed':
      return { runbooks: [], profiles: [], evidence: [body.evidenceHash] }
    case 'monitor.changed':
      return { runbooks: [], profiles: [], evidence: body.evidenceHashes }
    case 'readiness.checked': {
      const evidence = body.lines.map(({ evidenceHash }) => evidenceHash)
      return { runbooks: [], profiles: [], evidence }
    }
    case 'rollback.started':
      return { runbooks: [body.runbookHash], profiles: [body.profileHash], evidence: [] }
    case 'rollback.acted':
      return { runbooks: [], profiles: [], evidence: [body.evidenceHash ?? []].flat() }
    case 'rollback.verified': {
      const evidence = body.parts.flatMap(({ evidenceHash }) => evidenceHash ?? [])
      return { runbooks: [], profiles: [], evidence }
    }
    default:
      return { runbooks: [], profiles: [], evidence: [] }
  }
}

/** A run as the store has it. What is missing there is missing here, and found by verifying. */
export function collectRun(store: Store, runId: string): RunFile | undefined {
  const run = store.events.run(runId)
  if (!run) return undefined
  const events = store.events.read(runId)
  const references = events.map(referencesOf)
  const named = (kind: keyof References) => [...new Set(references.flatMap((one) => one[kind]))]
  return {
    runId,
    head: run.head,
    events,
    evidence: named('evidence').flatMap((hash) => store.events.evidence(hash) ?? []),
    runbooks: named('runbooks').flatMap((hash) => {
      const file = store.library.file(hash)
      return file ? [{ hash, ...file }] : []
    }),
    profiles: named('profiles').flatMap((hash) => {
      const text = store.library.profile(hash)
      return text === undefined ? [] : [{ hash, text }]
    }),
  }
}

/** The chain, its end, and the bytes of everything that it names. */
export function verifyRun(file: RunFile): VerifyReport {
  const chain = verifyChain(file.events, file.head)
  if (!chain.valid) return chain
  const evidence = new Map(file.evidence.map((one) => [one.hash, hashEvidence(one)]))
  const runbooks = new Map(file.runbooks.map(({ hash, bytes }) => [hash, sha256(bytes)]))
  const profiles = new Map(file.profiles.map(({ hash, text }) => [hash, sha256(text)]))
  for (const event of file.events) {
    const { seq } = event
    const bad = (
      hashes: readonly string[],
      actual: ReadonlyMap<string, string>,
      name: 'evidence' | 'runbook' | 'profile',
    ): VerifyReport | undefined => {
      for (const hash of hashes) {
        const found = actual.get(hash)
        if (found === hash) continue
        const id = `chain.${name}-${found === undefined ? 'missing' : 'changed'}` as const
        return { ...chain, valid: false, firstBad: { seq, problem: message(id, { seq }) } }
      }
      return undefined
    }
    const named = referencesOf(event)
    const report =
      bad(named.runbooks, runbooks, 'runbook') ??
      bad(named.profiles, profiles, 'profile') ??
      bad(named.evidence, evidence, 'evidence')
    if (report) return report
  }
  const first = file.events[0]
  if (first?.runId === file.runId && first.body.type === 'run.created') return chain
  const problem = message('chain.other-run', { seq: 1 })
  return { ...chain, valid: false, firstBad: { seq: 1, problem } }
}

/** One file: gzip of canonical JSON, with a hash over all of it. */
export async function writeRunFile(file: RunFile): Promise<Uint8Array> {
  const content = {
    ...file,
    format,
    version,
    runbooks: file.runbooks.map(({ hash, fileName, bytes }) => ({
      hash,
      fileName,
      base64: Buffer.from(bytes).toString('base64'),
    })),
  }
  const text = canonicalJson({ ...content, sha256: sha256(canonicalJson(content)) })
  return promisify(gzip)(text)
}

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const documentSchema = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  runId: z.string().min(1).max(200),
  head: z.strictObject({ seq: z.int(), hash }),
  events: z.array(eventSchema),
  evidence: z.array(evidenceSchema),
  runbooks: z.array(z.strictObject({ hash, fileName: z.string(), base64: z.base64() })),
  profiles: z.array(z.strictObject({ hash, text: z.string() })),
  sha256: hash,
})

/** Reads an exported run and says whether it holds. A failure means that it is no such file. */
export async function readRunFile(
  bytes: Uint8Array,
): Promise<Result<{ file: RunFile; report: VerifyReport }>> {
  const text = await unpack(bytes)
  if (!text.ok) return text
  const document = parseDocument(text.value)
  if (!document.ok) return document
  const { format: _format, version: _version, sha256: written, ...content } = document.value
  const file: RunFile = {
    ...content,
    runbooks: content.runbooks.map(({ hash, fileName, base64 }) => ({
      hash,
      fileName,
      bytes: Buffer.from(base64, 'base64'),
    })),
  }
  const report = verifyRun(file)
  if (!report.valid || sha256(canonicalJson({ ...content, format, version })) === written)
    return ok({ file, report })
  // The chain holds, and something beside it was touched.
  const problem = message('chain.file-changed')
  return ok({ file, report: { ...report, valid: false, firstBad: { seq: 0, problem } } })
}

/** Verifies an exported run without a store: `warroom verify FILE`. */
export async function verifyExport(bytes: Uint8Array): Promise<Result<VerifyReport>> {
  const read = await readRunFile(bytes)
  return read.ok ? ok(read.value.report) : read
}

async function unpack(bytes: Uint8Array): Promise<Result<string>> {
  try {
    const unpacked = await promisify(gunzip)(bytes, { maxOutputLength: maxUnpackedBytes })
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(unpacked))
  } catch (error) {
    const isTooLarge =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    if (!isTooLarge) return failure('bad-input', message('run.not-a-run-file'))
    const megabytes = maxUnpackedBytes / 1024 / 1024
    return failure('bad-input', message('run.file-too-large', { megabytes }))
  }
}

function parseDocument(text: string): Result<z.output<typeof documentSchema>> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return failure('bad-input', message('run.not-a-run-file'))
  }
  const tag = z.object({ format: z.literal(format), version: z.int() }).safeParse(json)
  if (!tag.success) return failure('bad-input', message('run.not-a-run-file'))
  if (tag.data.version > version) return failure('unsupported', message('run.file-newer'))
  const parsed = documentSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const [issue] = parsed.error.issues
  const path = issue?.path.map(String).join('.') ?? ''
  return failure('bad-input', message('run.file-malformed', { path }), { cause: issue?.message })
}
