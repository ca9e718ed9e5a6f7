import type { OnOutput } from '../probes/probe.ts'
import { createRedactor } from '../secrets/create-redactor.ts'
import { createHandedOutStream } from '../secrets/handed-out-text.ts'
import type { Redactor } from '../secrets/redactor.ts'

const mostLines = 40
const mostCharacters = 8000

/** The last lines of a text. */
export function lastLines(text: string): string {
  return text.trimEnd().slice(-mostCharacters).split('\n').slice(-mostLines).join('\n')
}

/**
 * The last lines that a command wrote so far, without secrets, nor what it was handed out as one. Each
 * stream is read on its own, so that a secret which came in two pieces, with the other stream's words
 * between them, is found.
 */
export function createLiveOutput(redactor: Redactor, onMore: () => void) {
  const handedOut = createRedactor()
  const openStream = () => {
    const known = redactor.stream()
    const named = createHandedOutStream((name, value) => handedOut.add(name, value))
    const again = handedOut.stream()
    return (piece: string) => again.push(named.push(known.push(piece)))
  }
  const streams = { stdout: openStream(), stderr: openStream() }
  let text = ''
  const write: OnOutput = (stream, piece) => {
    text = (text + streams[stream](piece)).slice(-2 * mostCharacters)
    onMore()
  }
  // What was said before anybody knew that it is one is taken out, too.
  return { write, text: () => lastLines(handedOut.redact(text)) }
}
