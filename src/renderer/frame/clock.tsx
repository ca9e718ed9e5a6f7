import { Popover } from 'radix-ui'
import { useState } from 'react'

import { readClock } from '../logic/clock.ts'
import { Field } from '../parts/field.tsx'
import { LocalMoment } from '../parts/local-moment.tsx'
import { useBlocked, useHead, useLocale, useText } from '../state/hooks.ts'
import { useNow } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { formatMoment, formatTime } from '../text/format.ts'

/** The clock of the strip: it counts to T0 and from it, and says which. A click sets T0. */
export function Clock() {
  const head = useHead()
  return head ? <RunClock key={head.id} runId={head.id} t0={head.t0} /> : <LocalClock />
}

function LocalClock() {
  const t = useText()
  const locale = useLocale()
  const now = useNow()
  return (
    <div className="clock" role="timer">
      <small>{t('clock.local')}</small>
      {formatTime(new Date(now).toISOString(), locale)}
    </div>
  )
}

function RunClock({ runId, t0 }: { runId: string; t0: string | undefined }) {
  const t = useText()
  const blocked = useBlocked()
  const [open, setOpen] = useState(false)
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button
          type="button"
          className="clock quiet"
          disabled={blocked !== undefined}
          aria-haspopup="dialog"
        >
          {t0 === undefined ? (
            <>
              <small>{t('clock.unset')}</small>
              <span className="clock-set">{t('clock.set')}</span>
            </>
          ) : (
            <Counting t0={t0} />
          )}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover fade-in" sideOffset={6} aria-label={t('clock.set')}>
          <T0Form runId={runId} t0={t0} onDone={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Counting({ t0 }: { t0: string }) {
  const t = useText()
  const now = useNow()
  const reading = readClock(now, t0, t('common.day-letter'))
  return (
    <>
      <small>{t(`clock.${reading.counts}`)}</small>
      <span role="timer">{reading.text}</span>
    </>
  )
}

function T0Form({
  runId,
  t0,
  onDone,
}: {
  runId: string
  t0: string | undefined
  onDone: () => void
}) {
  const t = useText()
  const locale = useLocale()
  const session = useSession()
  const [moment, setMoment] = useState(t0)

  async function set(to: string | undefined): Promise<void> {
    const done = await session.ask('run.t0', { runId, t0: to })
    if (done !== undefined) onDone()
  }
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (moment !== undefined) void set(moment)
      }}
    >
      <p className="dim">{t('clock.about')}</p>
      {t0 !== undefined && <b>{t('clock.is', { moment: formatMoment(t0, locale) })}</b>}
      <Field label={t('clock.at')}>
        {(control) => <LocalMoment {...control} value={moment} onChange={setMoment} />}
      </Field>
      <div className="line wrap">
        <button type="button" onClick={() => void set(inMinutes(0))}>
          {t('clock.now')}
        </button>
        <button type="button" onClick={() => void set(inMinutes(15))}>
          {t('clock.in-15')}
        </button>
        <button type="button" onClick={() => void set(inMinutes(60))}>
          {t('clock.in-60')}
        </button>
      </div>
      <div className="line">
        <button type="submit" className="primary" disabled={moment === undefined}>
          {t('clock.set')}
        </button>
        {t0 !== undefined && (
          <button type="button" className="quiet" onClick={() => void set(undefined)}>
            {t('clock.clear')}
          </button>
        )}
      </div>
    </form>
  )
}
