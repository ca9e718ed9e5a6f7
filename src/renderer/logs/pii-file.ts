import { message } from '../../shared/messages/message.ts'
import { failure, ok, type Failure, type Result } from '../../shared/result.ts'
import type { CallInput, CallName, CallOutput } from '../../shared/rpc/contract.ts'
import type { PiiFileProgress } from '../../shared/rpc/log-calls.ts'
import { base64OfFile } from '../parts/save-file.ts'

const chunkBytes = 512 * 1024

/** What was looked through: a file, to its end, or kept lines, which are looked through anew. */
export type PiiSource =
  | { kind: 'file'; scanId: string; name: string }
  | { kind: 'log'; minutes?: number }

/** How far a look through a file got. */
export interface PiiFileLook extends PiiFileProgress {
  name: string
  size: number
  scanId?: string
  state: 'looking' | 'done' | 'stopped'
  failure?: Failure
}

type Call = <N extends CallName>(name: N, input: CallInput<N>) => Promise<Result<CallOutput<N>>>

/** Chunk after chunk through the engine, until its end, a failure, or until it is told to stop. */
export async function lookThroughFile(
  file: Pick<File, 'name' | 'size' | 'slice'>,
  runId: string,
  call: Call,
  onLook: (look: PiiFileLook) => void,
  signal: AbortSignal,
): Promise<void> {
  let look: PiiFileLook = {
    name: file.name,
    size: file.size,
    counts: { email: 0, phone: 0, card: 0, iban: 0, token: 0, key: 0 },
    findings: [],
    lines: 0,
    bytes: 0,
    state: 'looking',
  }
  const tell = (change: Partial<PiiFileLook>) => {
    look = { ...look, ...change }
    onLook(look)
  }
  tell({})
  const opened = await call('pii.openFile', { runId, name: file.name })
  if (!opened.ok) return tell({ state: 'stopped', failure: opened.failure })
  const { scanId } = opened.value
  tell({ scanId })
  for (let from = 0; look.state === 'looking'; from += chunkBytes) {
    const isLast = from + chunkBytes >= file.size
    const part = await readPart(file.slice(from, from + chunkBytes))
    const read = part.ok ? await call('pii.readFile', { scanId, base64: part.value, isLast }) : part
    if (!read.ok) tell({ state: 'stopped', failure: read.failure })
    else if (signal.aborted) tell({ ...read.value, state: 'stopped' })
    else tell({ ...read.value, state: isLast ? 'done' : 'looking' })
  }
  // What was not looked through to its end is no evidence of anything.
  if (look.state === 'stopped') await call('pii.closeFile', { scanId })
  return undefined
}

/** A file that changes on the disk once it is chosen can no longer be read. */
async function readPart(part: Blob): Promise<Result<string>> {
  try {
    return ok(await base64OfFile(part))
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    return failure('unavailable', message('tail.pii.file-changed'), { cause })
  }
}
