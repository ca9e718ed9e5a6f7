import { useEffect, useMemo, useState } from 'react'

import { useEvents, useLocale, useText, useUi } from '../state/hooks.ts'
import { formatRough } from '../text/format.ts'
import { AwayDetails } from './away-details.tsx'
import { summarise, type Changes } from './changes.ts'
import { eventsIn } from './last-look.ts'
import { useAbsence } from './use-absence.ts'

/** What changed while nobody looked at this window: calm, in one line, until it is dismissed. */
export function AwayBanner() {
  const t = useText()
  const locale = useLocale()
  const [absence, dismiss] = useAbsence()
  const events = useEvents()
  const changes = useMemo(
    () => (absence ? summarise(eventsIn(absence, events)) : undefined),
    [absence, events],
  )
  const [open, setOpen] = useState(false)
  const isBusy = useUi((state) => state.dialog !== undefined || state.paletteOpen)
  const isShown = changes !== undefined
  useEffect(() => {
    if (!isShown || isBusy) return undefined
    const onKeyDown = (event: KeyboardEvent) => {
      const { code, altKey, ctrlKey, metaKey } = event
      if (code !== 'KeyO' || !altKey || ctrlKey || metaKey) return
      event.preventDefault()
      dismiss()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [isShown, isBusy, dismiss])
  if (!absence || !changes) return null
  const duration = formatRough(absence.untilMs - absence.fromMs, locale)
  return (
    <section className="away" aria-label={t('away.details')}>
      <div className="banner away-line">
        <b>{t('away.title', { duration })}</b>
        <span className="grow">
          <Summary changes={changes} />
        </span>
        <button type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'away.hide' : 'away.details')}
        </button>
        <button type="button" onClick={dismiss}>
          {t('away.dismiss')} <kbd>Alt O</kbd>
        </button>
      </div>
      {open && <AwayDetails changes={changes} events={eventsIn(absence, events)} />}
    </section>
  )
}

function Summary({ changes }: { changes: Changes }) {
  const t = useText()
  const { monitors, gates, done, failed, signed, others } = changes
  const counted = [
    ['away.monitors', monitors.length],
    ['away.done', done.length],
    ['away.failed', failed.length],
    ['away.decisions', signed.length],
    ['away.others', others],
  ] as const
  const parts = [
    ...gates.map(({ title, from, to }) =>
      from === to
        ? t('away.gate-back', { gate: title, to: t(`away.verdict.${to}`) })
        : t('away.gate', {
            gate: title,
            from: from === undefined ? '' : t(`away.verdict.${from}`),
            to: t(`away.verdict.${to}`),
          }),
    ),
    ...counted.flatMap(([id, count]) => (count > 0 ? [t(id, { count })] : [])),
  ]
  return parts.join(', ')
}
