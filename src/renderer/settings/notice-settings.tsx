import { BellRing } from 'lucide-react'
import { useState } from 'react'

import type { QuietHours } from '../../shared/model/notice.ts'
import type { Settings } from '../../shared/rpc/views.ts'
import { playSound } from '../notices/sound.ts'
import { askPermission, showSystemNotice, systemPermission } from '../notices/system-notice.ts'
import { Field } from '../parts/field.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { Choice } from './choice.tsx'

const usualNight: QuietHours = { from: '22:00', to: '07:00', letUrgentThrough: true }

/** How Warroom makes itself heard, and when it does not. */
export function NoticeSettings({ settings }: { settings: Settings }) {
  const t = useText()
  const { ask } = useSession()
  const { notifySound, notifySystem, quietHours } = settings
  const set = (changes: Partial<Settings>) => void ask('settings.set', changes)
  return (
    <section className="panel">
      <header>
        <h2>{t('settings.notices')}</h2>
      </header>
      <div className="body stack">
        <p className="dim">{t('settings.notices-help')}</p>
        <Choice
          label={t('settings.sound')}
          help={t('settings.sound-help')}
          checked={notifySound}
          onChange={(on) => set({ notifySound: on })}
        />
        <Choice
          label={t('settings.system-notices')}
          help={t('settings.system-notices-help')}
          checked={notifySystem}
          onChange={(on) => set({ notifySystem: on })}
        />
        {notifySystem && <Permission />}
        <TestButtons settings={settings} />
        <Choice
          label={t('settings.quiet')}
          help={t('settings.quiet-help')}
          checked={quietHours !== null}
          onChange={(on) => set({ quietHours: on ? usualNight : null })}
        />
        {quietHours && (
          <Hours hours={quietHours} onChange={(hours) => set({ quietHours: hours })} />
        )}
      </div>
    </section>
  )
}

function Hours({ hours, onChange }: { hours: QuietHours; onChange: (hours: QuietHours) => void }) {
  const t = useText()
  const time = (field: 'from' | 'to') => (
    <Field label={t(`settings.quiet-${field}`)}>
      {(control) => (
        <input
          {...control}
          type="time"
          value={hours[field]}
          onChange={({ target: { value } }) => {
            // Emptied on the way to another time: that is no time to save.
            if (value !== '') onChange({ ...hours, [field]: value })
          }}
        />
      )}
    </Field>
  )
  return (
    <div className="stack indented">
      <div className="fields setting-hours">
        {time('from')}
        {time('to')}
      </div>
      {hours.from === hours.to && <Verdict tone="pending" word={t('settings.quiet-never')} />}
      <Choice
        label={t('settings.quiet-urgent')}
        help={t('settings.quiet-urgent-help')}
        checked={hours.letUrgentThrough}
        onChange={(letUrgentThrough) => onChange({ ...hours, letUrgentThrough })}
      />
    </div>
  )
}

/** A browser asks its person once, from a click; the desktop has nothing to ask. */
function Permission() {
  const t = useText()
  const [permission, setPermission] = useState(systemPermission)
  switch (permission) {
    case 'granted':
      return null
    case 'default':
      return (
        <div className="line wrap indented">
          <Verdict tone="pending" word={t('settings.permission-default')} />
          <button type="button" onClick={() => void askPermission().then(setPermission)}>
            {t('settings.permission-ask')}
          </button>
        </div>
      )
    default:
      return (
        <div className="indented">
          <Verdict tone="nogo" word={t(`settings.permission-${permission}`)} />
        </div>
      )
  }
}

function TestButtons({ settings: { notifySound, notifySystem } }: { settings: Settings }) {
  const t = useText()
  const { ui } = useSession()
  const test = (level: 'urgent' | 'info') => {
    if (notifySound)
      void playSound(level).catch(() => ui.toast({ tone: 'nogo', text: t('settings.no-sound') }))
    if (notifySystem)
      showSystemNotice({
        title: 'Warroom',
        body: t(level === 'urgent' ? 'settings.test-urgent-text' : 'settings.test-text'),
        tag: `test-${level}`,
        urgent: false,
        onOpen: () => ui.go('settings'),
      })
  }
  const isOff = !notifySound && !notifySystem
  return (
    <div className="line wrap">
      <button type="button" disabled={isOff} onClick={() => test('urgent')}>
        <BellRing size={14} aria-hidden="true" />
        {t('settings.test-urgent')}
      </button>
      <button type="button" disabled={isOff} onClick={() => test('info')}>
        {t('settings.test')}
      </button>
    </div>
  )
}
