import { readFile } from 'node:fs/promises'

import { formatMessage } from '../shared/messages/format.ts'
import type { Locale, Message } from '../shared/messages/message.ts'
import type { Failure } from '../shared/result.ts'
import { exitCodes } from './exit-codes.ts'

/** The reader's language, by the terminal's own settings. */
export function terminalLocale(env: NodeJS.ProcessEnv = process.env): Locale {
  const setting = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  return setting.toLowerCase().startsWith('fr') ? 'fr' : 'en'
}

/** Says an engine message in the terminal's language. */
export const say = (message: Message): string => formatMessage(message, terminalLocale())

/** Ends the command: the words go to standard error, the code to the pipeline. */
export class CommandEnd extends Error {
  readonly exitCode: number
  constructor(exitCode: number, words: string) {
    super(words)
    this.exitCode = exitCode
  }
}

export function endOfFailure(failure: Failure): CommandEnd {
  const words = [say(failure.message)]
  if (failure.hint) words.push(say(failure.hint))
  for (const field of failure.fields ?? []) words.push(`  ${field.path}: ${field.problem}`)
  if (failure.cause) words.push(`  (${failure.cause})`)
  return new CommandEnd(exitCodes.badInput, words.join('\n'))
}

/** The bytes of a file that the user named; what is wrong with it ends the command with 3. */
export async function readNamedFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    throw new CommandEnd(exitCodes.badInput, `${path}: ${words}`)
  }
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

export function print(line = ''): void {
  process.stdout.write(`${line}\n`)
}
