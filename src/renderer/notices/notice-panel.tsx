import { ArrowRight, Check } from 'lucide-react'
import { useState } from 'react'

import type { Notice } from '../../shared/model/notice.ts'
import { PeopleOptions } from '../checklist/people-options.tsx'
import { OfferIncident } from '../incident/offer-incident.tsx'
import type { Tone } from '../logic/tone.ts'
import { Field } from '../parts/field.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useBlocked, useLocale, useOperator, useSay, useSettings, useText } from '../state/hooks.ts'
import { useNowCoarse } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { formatShort } from '../text/format.ts'
import { openNotice } from './notice-place.ts'
import { systemPermission } from './system-notice.ts'
import { useQuiet } from './use-notices.ts'

interface NoticePanelProps {
  /** Newest first. */
  notices: readonly Notice[]
  /** Those that nobody has acknowledged. */
  waiting: readonly string[]
  /** Somebody went where a notice points. */
  onGone: () => void
}

export function NoticePanel({ notices, waiting, onGone }: NoticePanelProps) {
  const t = useText()
  const session = useSession()
  const { ui } = session
  const blocked = useBlocked()
  const operator = useOperator()
  const [by, setBy] = useState(operator)
  const runId = ui.getState().runId ?? ''
  const name = by.trim()
  const acknowledge = (ids: readonly string[]) =>
    void session.ask('notice.acknowledge', { runId, ids: [...ids], by: name })
  const show = (notice: Notice) => {
    openNotice(ui, notice)
    onGone()
  }
  return (
    <>
      <header className="line">
        <h2 className="grow">{t('notices.title')}</h2>
        {waiting.length > 0 && (
          <button
            type="button"
            className="primary"
            disabled={blocked !== undefined || name === ''}
            onClick={() => acknowledge(waiting)}
          >
            {t('notices.acknowledge-all', { count: waiting.length })}
          </button>
        )}
      </header>
      <Quietness onSettings={onGone} />
      {waiting.length > 0 && (
        <Field label={t('notices.as')}>
          {(control) => (
            <input
              {...control}
              list="notice-people"
              maxLength={120}
              value={by}
              onChange={(event) => setBy(event.target.value)}
            />
          )}
        </Field>
      )}
      <PeopleOptions id="notice-people" />
      {notices.length === 0 ? (
        <div className="stack tight">
          <p>{t('notices.none')}</p>
          <p className="dim">{t('notices.none-help')}</p>
        </div>
      ) : (
        <ol className="notice-list">
          {notices.map((notice) => (
            <NoticeRow
              key={notice.id}
              notice={notice}
              onShow={() => show(notice)}
              onOffered={onGone}
              onAcknowledge={
                waiting.includes(notice.id) && !blocked && name !== ''
                  ? () => acknowledge([notice.id])
                  : undefined
              }
            />
          ))}
        </ol>
      )}
    </>
  )
}

function NoticeRow({
  notice,
  onShow,
  onOffered,
  onAcknowledge,
}: {
  notice: Notice
  onShow: () => void
  onOffered: () => void
  onAcknowledge: (() => void) | undefined
}) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const { kind, level, text, reason, at, gateId, acknowledged, resolvedAt } = notice
  const words = say(text)
  const time = (iso: string) => formatShort(iso, locale)
  const word =
    resolvedAt !== undefined
      ? t('notices.is-over')
      : t(level === 'urgent' ? 'notices.urgent' : 'notices.to-know')
  const states = [
    time(at),
    resolvedAt !== undefined && t('notices.over', { time: time(resolvedAt) }),
    acknowledged && t('notices.acknowledged', { by: acknowledged.by, time: time(acknowledged.at) }),
  ]
  return (
    <li className={`notice${acknowledged ? ' seen' : ''}`}>
      <Verdict tone={toneOf(notice)} word={word} />
      <div className="stack tight">
        <span>{words}</span>
        {reason && resolvedAt === undefined && <span className="dim">{say(reason)}</span>}
        <span className="dim">{states.filter(Boolean).join(' · ')}</span>
        {kind === 'gate-no-go' && gateId !== undefined && resolvedAt === undefined && (
          <div>
            <OfferIncident gateId={gateId} onOffered={onOffered} />
          </div>
        )}
      </div>
      <div className="line">
        {onAcknowledge && (
          <button
            type="button"
            className="quiet icon"
            aria-label={`${t('notices.acknowledge')}: ${words}`}
            title={t('notices.acknowledge')}
            onClick={onAcknowledge}
          >
            <Check size={15} aria-hidden="true" />
          </button>
        )}
        <button
          type="button"
          className="quiet icon"
          aria-label={`${t('notices.show')}: ${words}`}
          title={t('notices.show')}
          onClick={onShow}
        >
          <ArrowRight size={15} aria-hidden="true" />
        </button>
      </div>
    </li>
  )
}

function toneOf({ kind, level, resolvedAt }: Notice): Tone {
  if (resolvedAt !== undefined) return 'idle'
  if (kind === 'gate-ready') return 'go'
  return level === 'urgent' ? 'nogo' : 'pending'
}

/** Why one may hear nothing. */
function Quietness({ onSettings }: { onSettings: () => void }) {
  const t = useText()
  const { ui } = useSession()
  const settings = useSettings()
  const quiet = useQuiet(useNowCoarse())
  const to = settings?.quietHours?.to ?? ''
  return (
    <>
      {quiet !== 'nothing' && (
        <p className="dim">
          {t(quiet === 'all' ? 'notices.quiet' : 'notices.quiet-but-urgent', { to })}
        </p>
      )}
      {settings?.notifySystem && systemPermission() === 'default' && (
        <p className="dim">
          {t('notices.not-allowed')}{' '}
          <button
            type="button"
            className="link"
            onClick={() => {
              ui.go('settings')
              onSettings()
            }}
          >
            {t('notices.settings')}
          </button>
        </p>
      )}
    </>
  )
}
