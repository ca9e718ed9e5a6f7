import type { RollbackChoice, RollbackStatus } from '../../shared/model/rollback.ts'
import type { KeyPress } from '../logic/keys.ts'
import { stepAt } from './way.ts'

/** What Enter does: the one thing that takes it on from here. */
export type MainAct = Extract<RollbackChoice, 'act' | 'confirm' | 'go-on' | 'verify'>

/** What else may be done, each by its key. */
export type OtherAct = Exclude<RollbackChoice, 'act' | 'confirm' | 'go-on' | 'choose'>

export const keyOfAct: Record<OtherAct, string> = {
  retry: 'R',
  verify: 'V',
  wait: 'H',
  alternative: 'A',
  skip: 'S',
  'hand-over': 'M',
  'take-over': 'T',
  abort: 'X',
}

const inOrder = [
  'take-over',
  'alternative',
  'retry',
  'verify',
  'wait',
  'skip',
  'hand-over',
  'abort',
] as const

export interface WizardActs {
  main?: MainAct
  others: OtherAct[]
  /** The step asks which way, and digits answer. */
  isChoosing: boolean
}

/** The acts that the engine allows now, as the screen offers them. */
export function actsOf(status: RollbackStatus): WizardActs {
  const may = new Set(status.choices)
  const state = stepAt(status)?.state
  // Looking is what takes on from there only where nothing was seen yet.
  const isUnseen = state === 'outcome-unknown' || state === 'acted'
  const main = (['act', 'confirm', 'go-on'] as const).find((act) => may.has(act))
  const look = main === undefined && isUnseen && may.has('verify') ? 'verify' : undefined
  const found = main ?? look
  return {
    ...(found === undefined ? {} : { main: found }),
    others: inOrder.filter((act) => may.has(act) && act !== look),
    isChoosing: may.has('choose'),
  }
}

/**
 * Another one wherever another press of Enter would do something else: at another step, at another
 * try of it, or where what it would run is no longer what was shown. `token` is the preview's.
 */
export function momentOf(status: RollbackStatus, token: string | undefined): string {
  const at = stepAt(status)
  const state = at?.state ?? status.state
  return `${status.at ?? 'end'} ${state} ${at?.attempts ?? 0} ${token ?? ''}`
}

/** Whoever sits here, and not who was awaited and may never have come; only where nobody said who sits here. */
export const nameToLead = ({ awaits }: RollbackStatus, operator: string): string =>
  operator === '' ? (awaits ?? '') : operator

export type WizardCommand =
  | { kind: 'main' }
  | { kind: 'other'; act: OtherAct }
  | { kind: 'choose'; option: number }
  | { kind: 'keys' }

/** What a key asks for; with Ctrl, Alt or Command it is the system's, and a key held down is none. */
export function wizardCommand(
  press: KeyPress & { repeat: boolean },
  acts: WizardActs,
): WizardCommand | undefined {
  if (press.altKey || press.ctrlKey || press.metaKey || press.repeat) return undefined
  if (press.key === '?') return { kind: 'keys' }
  if (press.shiftKey) return undefined
  if (press.key === 'Enter') return acts.main === undefined ? undefined : { kind: 'main' }
  if (acts.isChoosing && /^[1-9]$/.test(press.key))
    return { kind: 'choose', option: Number(press.key) - 1 }
  const letter = press.key.toUpperCase()
  const act = acts.others.find((one) => keyOfAct[one] === letter)
  return act === undefined ? undefined : { kind: 'other', act }
}
