import type { KeyPress } from '../logic/keys.ts'

/** What a key asks for on the Scenarios screen. */
export type ScenarioCommand =
  | 'next'
  | 'previous'
  | 'run'
  | 'step'
  | 'continue'
  | 'to-the-end'
  | 'cancel'
  | 'clean-up'
  | 'compare'
  | 'item'
  | 'logs'
  | 'keys'

const commands: Record<string, ScenarioCommand> = {
  j: 'next',
  k: 'previous',
  r: 'run',
  s: 'step',
  c: 'continue',
  e: 'to-the-end',
  x: 'cancel',
  n: 'clean-up',
  d: 'compare',
  i: 'item',
  l: 'logs',
  '?': 'keys',
}

/** The command of a key press; with Ctrl, Alt or Command it is the system's. */
export function scenarioCommand(press: KeyPress): ScenarioCommand | undefined {
  if (press.altKey || press.ctrlKey || press.metaKey) return undefined
  if (press.shiftKey && press.key !== '?') return undefined
  return commands[press.key.toLowerCase()]
}

/** Whether it only goes from one to another, as a held key may. */
export const isMove = (command: ScenarioCommand): boolean =>
  command === 'next' || command === 'previous'

/** What a key answers while the scenario asks a person. */
export function answerOfKey(press: KeyPress): 'passed' | 'failed' | 'unknown' | undefined {
  if (press.altKey || press.ctrlKey || press.metaKey || press.shiftKey) return undefined
  const answers: Record<string, 'passed' | 'failed' | 'unknown'> = {
    p: 'passed',
    f: 'failed',
    u: 'unknown',
  }
  return answers[press.key.toLowerCase()]
}
