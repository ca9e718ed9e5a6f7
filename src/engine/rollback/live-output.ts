import type { OnOutput } from '../probes/probe.ts'
import type { Redactor } from '../secrets/redactor.ts'

const mostLines = 40
const mostCharacters = 8000

/** The last lines of a text. */
export function lastLines(text: string): string {
  return text.trimEnd().slice(-mostCharacters).split('\n').slice(-mostLines).join('\n')
}

/**
 * The last lines that a command wrote so far, without secrets. Each stream is read on its own, so that
 * a secret which came in two pieces, with the other stream's words between them, is found.
 */
export function createLiveOutput(redactor: Redactor, onMore: () => void) {
  const streams = { stdout: redactor.stream(), stderr: redactor.stream() }
  let text = ''
  const write: OnOutput = (stream, piece) => {
    text = (text + streams[stream].push(piece)).slice(-2 * mostCharacters)
    onMore()
  }
  return { write, text: () => lastLines(text) }
}
