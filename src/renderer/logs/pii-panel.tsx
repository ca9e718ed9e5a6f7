import { Paperclip, ScanSearch } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'

import { piiKinds, type PiiFinding } from '../../shared/model/pii.ts'
import type { TailStatus } from '../../shared/model/tail.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useBlocked, useLocale, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatNumber, formatTime } from '../text/format.ts'
import type { LogView } from './log-view.ts'
import { PiiFilePart } from './pii-file-part.tsx'
import { lookThrough, type PiiLook } from './pii-look.ts'

const spans = [10, 60] as const

/** Looks for personal data in kept lines; each place leads to its line. */
export function PiiPanel({
  runId,
  view,
  tails,
}: {
  runId: string
  view: LogView
  tails: readonly TailStatus[]
}) {
  const t = useText()
  const locale = useLocale()
  const { client, ui } = useSession()
  const blocked = useBlocked()
  const [minutes, setMinutes] = useState<number | undefined>(spans[0])
  const [look, setLook] = useState<PiiLook>()
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const start = () => {
    const controller = new AbortController()
    running.current = controller
    void lookThrough(
      (input) => client.call('log.pii', { runId, ...input }),
      minutes,
      setLook,
      controller.signal,
    )
  }
  async function show({ n, atMs }: PiiFinding): Promise<void> {
    view.setFilter('')
    await view.goTo(new Date(atMs).toISOString())
    view.select(n)
  }
  const isLooking = look?.state === 'looking'
  const count = piiKinds.reduce((sum, kind) => sum + (look?.counts[kind] ?? 0), 0)
  return (
    <section className="panel" aria-label={t('logs.pii')}>
      <header>
        <h2>{t('logs.pii')}</h2>
      </header>
      <div className="log-pii">
        <p className="dim">{t('logs.pii-about')}</p>
        <div className="line wrap">
          <select
            aria-label={t('logs.pii-span')}
            value={minutes ?? ''}
            disabled={isLooking}
            onChange={({ target }) =>
              setMinutes(target.value === '' ? undefined : Number(target.value))
            }
          >
            {spans.map((span) => (
              <option key={span} value={span}>
                {t('logs.pii-minutes', { minutes: span })}
              </option>
            ))}
            <option value="">{t('logs.pii-all')}</option>
          </select>
          <button type="button" onClick={isLooking ? () => running.current?.abort() : start}>
            <ScanSearch size={14} aria-hidden="true" />
            {isLooking ? t('logs.pii-stop') : t('logs.pii-look')}
          </button>
          {look?.state === 'done' && !blocked && (
            <button
              type="button"
              className="quiet"
              onClick={() =>
                ui.open({
                  kind: 'keep-pii',
                  // The span that was looked through, whatever is chosen by now for the next look.
                  of: {
                    kind: 'log',
                    ...(look.minutes === undefined ? {} : { minutes: look.minutes }),
                  },
                })
              }
            >
              <Paperclip size={14} aria-hidden="true" />
              {t('logs.pii-keep')}
            </button>
          )}
        </div>
        <div role="status">
          {look && (
            <p className="line">
              <PiiVerdict look={look} count={count} />
              <span className="dim">
                {isLooking
                  ? t('logs.pii-looking', { lines: look.lines })
                  : t('logs.pii-looked', { lines: look.lines })}
              </span>
            </p>
          )}
          {look && count > 0 && (
            <p>
              {piiKinds
                .filter((kind) => look.counts[kind] > 0)
                .map((kind) => t(`logs.pii-kind.${kind}`, { count: look.counts[kind] }))
                .join(' · ')}
            </p>
          )}
        </div>
        {look?.failure && <FailureNote failure={look.failure} />}
        {look && count > look.findings.length && (
          <p className="dim">
            {t('logs.pii-shown', { shown: formatNumber(look.findings.length, locale) })}
          </p>
        )}
        {look && (
          <ul className="log-pii-findings">
            {look.findings.map((finding, index) => (
              // One line may hold the same masked value twice.
              <li key={`${finding.n} ${index}`}>
                <button type="button" className="quiet" onClick={() => void show(finding)}>
                  <span className="mono">{finding.masked}</span>
                  <span className="dim">
                    {t(`logs.pii-kind.${finding.kind}`, { count: 1 })} ·{' '}
                    {tails.find(({ tailId }) => tailId === finding.tailId)?.title ?? finding.tailId}{' '}
                    · {formatTime(new Date(finding.atMs).toISOString(), locale)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <PiiFilePart runId={runId} />
      </div>
    </section>
  )
}

/** Nothing in part of the lines, or in no line at all, proves nothing. */
function PiiVerdict({ look, count }: { look: PiiLook; count: number }) {
  const t = useText()
  if (count > 0) return <Verdict tone="nogo" word={t('logs.pii-found', { count })} />
  if (look.state === 'looking') return null
  if (look.state === 'stopped') return <Verdict tone="unknown" word={t('logs.pii-stopped')} />
  if (look.lines === 0) return <Verdict tone="unknown" word={t('logs.pii-no-lines')} />
  return <Verdict tone="go" word={t('logs.pii-clean')} />
}
