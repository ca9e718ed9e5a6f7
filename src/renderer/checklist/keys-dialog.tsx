import { Dialog } from '../parts/dialog.tsx'
import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import type { TextId } from '../text/translate.ts'

const keys: [keys: string[], text: TextId][] = [
  [['J', 'K', '↓', '↑'], 'keys.move'],
  [['⏎'], 'keys.open'],
  [['␣'], 'keys.pass'],
  [['X'], 'keys.fail'],
  [['A'], 'keys.not-applicable'],
  [['T'], 'keys.reset'],
  [['N'], 'keys.note'],
  [['W'], 'keys.waive'],
  [['R'], 'keys.run'],
  [['Shift R'], 'keys.run-phase'],
  [['Ctrl Shift R'], 'keys.run-all'],
  [['S'], 'keys.sign'],
  [['U'], 'keys.undo'],
  [['/'], 'keys.search'],
  [['←', '→'], 'keys.collapse'],
  [['←', '↑', '↓', '→'], 'keys.tiles'],
  [['⏎'], 'keys.tile-open'],
  [['P'], 'keys.tile-pause'],
  [['M'], 'keys.tile-maintenance'],
  [['Ctrl K'], 'keys.palette'],
  [['Alt 1', '…', 'Alt 7'], 'keys.screens'],
]

export function KeysDialog() {
  const t = useText()
  const { ui } = useSession()
  return (
    <Dialog title={t('keys.title')} onClose={ui.closeDialog}>
      <dl className="keys">
        {keys.map(([names, text]) => (
          <div key={text}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
