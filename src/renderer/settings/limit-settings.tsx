import type { NumberSettingName } from '../../shared/model/setting-ranges.ts'
import type { Settings } from '../../shared/rpc/views.ts'
import { useText } from '../state/hooks.ts'
import { NumberSetting } from './number-setting.tsx'

const names: readonly NumberSettingName[] = [
  'concurrency',
  'monitorConcurrency',
  'monitorConcurrencyPerTarget',
  'redisCommandsPerSecond',
  'sampleBudgetMb',
]

/** How much Warroom asks of this machine, and of the machines that it looks at. */
export function LimitSettings({ settings }: { settings: Settings }) {
  const t = useText()
  return (
    <section className="panel">
      <header>
        <h2>{t('settings.limits')}</h2>
      </header>
      <div className="body stack">
        <p className="dim">{t('settings.limits-help')}</p>
        <div className="fields setting-numbers">
          {names.map((name) => (
            // A value set from another window starts the field anew.
            <NumberSetting key={`${name} ${settings[name]}`} name={name} value={settings[name]} />
          ))}
        </div>
      </div>
    </section>
  )
}
