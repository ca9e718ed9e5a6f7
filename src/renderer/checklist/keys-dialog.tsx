import { Dialog } from '../parts/dialog.tsx'
import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import type { TextId } from '../text/translate.ts'

type Keys = readonly [keys: string[], text: TextId][]

const everywhere: Keys = [
  [['Ctrl K'], 'keys.palette'],
  [['Alt 1', '…', 'Alt 9'], 'keys.screens'],
  [['/'], 'keys.search'],
  [['Alt N'], 'keys.notices'],
  [['Alt O'], 'keys.away'],
  [['Alt R'], 'rollback.keys.show'],
]
const checklist: Keys = [
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
  [['←', '→'], 'keys.collapse'],
]
const tiles: Keys = [
  [['←', '↑', '↓', '→'], 'keys.tiles'],
  [['⏎'], 'keys.tile-open'],
  [['P'], 'keys.tile-pause'],
  [['M'], 'keys.tile-maintenance'],
]
const scenarios: Keys = [
  [['J', 'K'], 'scenarios.keys.move'],
  [['↑', '↓'], 'scenarios.keys.steps'],
  [['R'], 'scenarios.keys.run'],
  [['S'], 'scenarios.keys.step'],
  [['C'], 'scenarios.keys.continue'],
  [['E'], 'scenarios.keys.to-the-end'],
  [['X'], 'scenarios.keys.cancel'],
  [['N'], 'scenarios.keys.clean-up'],
  [['P', 'F', 'U'], 'scenarios.keys.answer'],
  [['D'], 'scenarios.keys.compare'],
  [['I'], 'scenarios.keys.item'],
  [['L'], 'scenarios.keys.logs'],
]
const rollback: Keys = [
  [['⏎'], 'rollback.keys.main'],
  [['Y', 'O', 'N'], 'rollback.keys.answer'],
  [['1', '…', '9'], 'rollback.keys.digits'],
  [['R'], 'rollback.keys.retry'],
  [['V'], 'rollback.keys.verify'],
  [['H'], 'rollback.keys.wait'],
  [['A'], 'rollback.keys.alternative'],
  [['S'], 'rollback.keys.skip'],
  [['M', 'T'], 'rollback.keys.hand'],
  [['X'], 'rollback.keys.abort'],
]
const incident: Keys = [
  [['N', 'D', 'H'], 'incident.keys.say'],
  [['A'], 'incident.keys.action'],
  [['R'], 'incident.keys.resolve'],
  [['O'], 'incident.keys.open'],
]
const screenKeys = [
  { screen: 'checklist', keys: checklist },
  { screen: 'health', keys: tiles },
  { screen: 'scenarios', keys: scenarios },
  { screen: 'incident', keys: incident },
  { screen: 'rollback', keys: rollback },
] as const

export function KeysDialog() {
  const t = useText()
  const { ui } = useSession()
  const here = useUi((state) => state.screen)
  // What one can do here comes first.
  const isHere = ({ screen }: (typeof screenKeys)[number]) => screen === here
  return (
    <Dialog title={t('keys.title')} onClose={ui.closeDialog}>
      <KeyList title="keys.everywhere" keys={everywhere} />
      {[...screenKeys.filter(isHere), ...screenKeys.filter((one) => !isHere(one))].map(
        ({ screen, keys }) => (
          <KeyList key={screen} title={`screen.${screen}`} keys={keys} />
        ),
      )}
    </Dialog>
  )
}

function KeyList({ title, keys }: { title: TextId; keys: Keys }) {
  const t = useText()
  return (
    <section className="stack tight">
      <h3>{t(title)}</h3>
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
    </section>
  )
}
