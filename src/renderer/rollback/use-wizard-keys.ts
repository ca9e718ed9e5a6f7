import { useEffect } from 'react'

import { isPressing, isTyping } from '../logic/keys.ts'
import { useSession } from '../state/session.ts'
import { wizardCommand, type WizardActs, type WizardCommand } from './wizard-acts.ts'

/** Keys of the wizard, wherever the focus is but in a field, on a button of its own, or in a dialog. */
export function useWizardKeys(
  acts: WizardActs,
  isAsking: boolean,
  perform: (command: WizardCommand) => void,
): void {
  const { ui } = useSession()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { dialog, paletteOpen } = ui.getState()
      if (event.defaultPrevented || isAsking || dialog !== undefined || paletteOpen) return
      if (isTyping(event.target) || isPressing(event.target, event.key)) return
      if (event.target instanceof Element && event.target.closest('[role="menu"], .popover')) return
      const command = wizardCommand(event, acts)
      if (!command) return
      event.preventDefault()
      perform(command)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
}
