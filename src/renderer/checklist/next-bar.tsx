import { nextItem } from '../logic/next-item.ts'
import { useBlocked, useOutline, useRun, useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { useRunActions } from './actions.ts'

/** The item of the run that is up next, and the act it asks for. */
export function NextBar() {
  const t = useText()
  const { ui } = useSession()
  const outline = useOutline()
  const actions = useRunActions()
  const blocked = useBlocked()
  const selected = useUi((state) => state.selectedItemId)
  const next = useRun((state) => outline && nextItem(outline, state.items))
  if (!next || blocked) return null
  const check = next.checks[0]
  const scenario = outline?.runbook.scenarios.find(({ itemId }) => itemId === next.id)
  return (
    <div className="next-bar">
      <div className="stack">
        <span className="dim">{t('next.title')}</span>
        <b className="cut">
          {next.number} · {next.title}
        </b>
        {check?.expect !== undefined && (
          <span className="dim cut">
            {t('next.expected')} <code>{check.expect}</code>
          </span>
        )}
      </div>
      {next.id === selected ? (
        check ? (
          <button type="button" className="primary" onClick={() => actions.runChecks([next.id])}>
            {t('checks.run')} <kbd>R</kbd>
          </button>
        ) : scenario ? (
          <button type="button" className="primary" onClick={() => ui.openScenario(scenario.id)}>
            {t('scenarios.open-scenario')}
          </button>
        ) : (
          <button type="button" className="primary" onClick={() => actions.set(next.id, 'passed')}>
            {t('item.pass')} <kbd>␣</kbd>
          </button>
        )
      ) : (
        <button type="button" onClick={() => ui.select(next.id)}>
          {t('next.show')}
        </button>
      )}
    </div>
  )
}
