import { expect, it } from 'vitest'

import { ok } from '../../shared/result.ts'
import { lookThroughFile, type PiiFileLook } from './pii-file.ts'

const counts = { email: 0, phone: 1, card: 0, iban: 0, token: 0, key: 0 }

/** What the window sends, and what it shows. */
async function look(
  size: number,
  onRead: (bytes: number) => void,
  signal: AbortSignal,
  fileOf: (bytes: Uint8Array<ArrayBuffer>) => File = (bytes) => new File([bytes], 'app.log'),
) {
  const calls: string[] = []
  const looks: PiiFileLook[] = []
  let bytes = 0
  const call = (async (name: string, input: { base64?: string; isLast?: boolean }) => {
    calls.push(name === 'pii.readFile' ? `${name} ${input.isLast}` : name)
    if (name === 'pii.openFile') return ok({ scanId: 's1' })
    if (name !== 'pii.readFile') return ok(null)
    bytes += atob(input.base64 ?? '').length
    onRead(bytes)
    return ok({ counts, findings: [], lines: 3, bytes })
  }) as Parameters<typeof lookThroughFile>[2]
  const file = fileOf(new Uint8Array(size).fill(0xe9))
  await lookThroughFile(file, 'r1', call, (one) => looks.push(one), signal)
  return { calls, last: looks.at(-1), bytes }
}

it('sends a file to its last byte, in order', async () => {
  const never = new AbortController().signal
  const { calls, last, bytes } = await look(1_200_000, () => undefined, never)
  const reads = ['pii.readFile false', 'pii.readFile false', 'pii.readFile true']
  expect(calls).toEqual(['pii.openFile', ...reads])
  expect(bytes).toBe(1_200_000)
  expect(last).toMatchObject({ state: 'done', scanId: 's1', bytes: 1_200_000, counts })
  expect((await look(0, () => undefined, never)).calls).toEqual(['pii.openFile', reads[2]])
})

it('stops where it is told to, and lets go of what it began', async () => {
  const stop = new AbortController()
  const { calls, last } = await look(2_000_000, () => stop.abort(), stop.signal)
  expect(calls).toEqual(['pii.openFile', 'pii.readFile false', 'pii.closeFile'])
  expect(last?.state).toBe('stopped')
})

it('stops, says why, and lets go, where the file changes on the disk', async () => {
  const never = new AbortController().signal
  /** Once it has changed, every read of a chosen file is refused. */
  class ChangingFile extends File {
    override slice(from?: number, to?: number): Blob {
      const part = super.slice(from, to)
      if (from === 0) return part
      part.arrayBuffer = () => Promise.reject(new DOMException('changed', 'NotReadableError'))
      return part
    }
  }
  const { calls, last } = await look(
    1_200_000,
    () => undefined,
    never,
    (bytes) => new ChangingFile([bytes], 'app.log'),
  )
  expect(calls).toEqual(['pii.openFile', 'pii.readFile false', 'pii.closeFile'])
  expect(last).toMatchObject({
    state: 'stopped',
    lines: 3,
    failure: { message: { id: 'tail.pii.file-changed' }, cause: 'changed' },
  })
})
