import { message } from '../../shared/messages/message.ts'
import { createLineSplitter } from './line-splitter.ts'
import type { ReaderEvents, TailReader } from './reader.ts'

/** Any command's output, both streams. It cannot be asked for what was missed. */
export function createCommandReader(
  { run, env }: { run: string; env?: Record<string, string> },
  { onLine, onGap }: ReaderEvents,
  place?: string,
): TailReader {
  let hasRun = place !== undefined
  const open = () => ({
    stdout: createLineSplitter((text) => onLine({ text })),
    stderr: createLineSplitter((text) => onLine({ text })),
  })
  let splitters = open()
  return {
    resume: 'none',
    place: () => (hasRun ? 'ran' : undefined),
    command() {
      splitters = open()
      if (hasRun) onGap({ message: message('tail.gap.command') })
      hasRun = true
      return { command: { script: run }, ...(env === undefined ? {} : { env }) }
    },
    push: (stream, text) => splitters[stream].push(text),
    end() {
      splitters.stdout.end()
      splitters.stderr.end()
    },
  }
}
