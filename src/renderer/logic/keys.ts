/** What a key asks for on the checklist. */
export type ChecklistCommand =
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'page-down'
  | 'page-up'
  | 'open'
  | 'pass'
  | 'fail'
  | 'not-applicable'
  | 'reset'
  | 'note'
  | 'waive'
  | 'run'
  | 'run-phase'
  | 'run-all'
  | 'sign'
  | 'undo'
  | 'search'
  | 'keys'
  | 'collapse'
  | 'expand'
  | 'back'

export interface KeyPress {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

const plain: Record<string, ChecklistCommand> = {
  j: 'next',
  arrowdown: 'next',
  k: 'previous',
  arrowup: 'previous',
  home: 'first',
  end: 'last',
  pagedown: 'page-down',
  pageup: 'page-up',
  enter: 'open',
  ' ': 'pass',
  x: 'fail',
  a: 'not-applicable',
  t: 'reset',
  n: 'note',
  w: 'waive',
  r: 'run',
  s: 'sign',
  u: 'undo',
  '/': 'search',
  '?': 'keys',
  arrowleft: 'collapse',
  arrowright: 'expand',
  escape: 'back',
}

/**
 * The command of a key press. `?` and `/` are typed with Shift on some keyboards, so Shift only
 * tells `R` from `r`; Ctrl and Command are the same, and any other use of them is the system's.
 */
export function checklistCommand(press: KeyPress): ChecklistCommand | undefined {
  const key = press.key.toLowerCase()
  if (press.altKey) return undefined
  if (press.ctrlKey || press.metaKey) {
    return key === 'r' && press.shiftKey ? 'run-all' : undefined
  }
  if (key === 'r' && press.shiftKey) return 'run-phase'
  if (press.shiftKey && /^[a-z]$/.test(key)) return undefined
  return plain[key]
}

/** Whether a key press belongs to what is being typed in, not to the screen. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}

/** Whether a key press is the focused control's own: Space and Enter press a button or a link. */
export function isPressing(target: EventTarget | null, key: string): boolean {
  return (
    (key === ' ' || key === 'Enter') &&
    target instanceof HTMLElement &&
    target.closest('button, a, summary, [role="tab"], [role="menuitem"]') !== null
  )
}
