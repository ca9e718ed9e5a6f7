import { useScreenKeys } from '../parts/use-screen-keys.ts'
import { wizardCommand, type WizardActs, type WizardCommand } from './wizard-acts.ts'

/** Keys of the wizard, wherever the focus is but in a field, on a button of its own, or in a dialog. */
export function useWizardKeys(
  acts: WizardActs,
  isAsking: boolean,
  perform: (command: WizardCommand) => void,
): void {
  useScreenKeys((event) => {
    const command = isAsking ? undefined : wizardCommand(event, acts)
    return command && { perform: () => perform(command) }
  })
}
