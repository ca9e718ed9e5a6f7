import { useStore } from 'zustand'

import { readClock } from '../logic/clock.ts'
import { wallStaleness } from '../logic/wall.ts'
import type { WallStaleness } from '../logic/wall.ts'
import { Environment } from '../parts/environment.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useHead, useLocale, useText } from '../state/hooks.ts'
import { useNow } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { formatDuration, formatShort, formatTime } from '../text/format.ts'
import { WallFoot } from './wall-foot.tsx'
import { WallTiles } from './wall-tiles.tsx'
import { WallTroubles } from './wall-troubles.tsx'
import { WallVerdict } from './wall-verdict.tsx'

/** The run at five metres: the clock, the verdict, what is wrong now, and how everything is. */
export function WallScreen() {
  const t = useText()
  const { connection, monitors, host } = useSession()
  const head = useHead()
  const now = useNow()
  const link = useStore(connection)
  const statuses = useStore(monitors, (mirror) => mirror.entries)
  const isOpen = head !== undefined && head.closedAt === undefined && !head.imported
  const stale = wallStaleness(link, isOpen ? statuses.values() : [], now)
  return (
    <main className={`wall${stale ? ' is-stale' : ''}`} aria-label={t('wall.title')}>
      <StaleBanner stale={stale} isFirst={link.phase === 'connecting'} />
      {head ? (
        <>
          <header className="wall-head">
            <h1 className="cut">{head.title}</h1>
            <Environment environment={head.environment} />
            <LocalTime />
          </header>
          <RestBanner />
          <section className="wall-hero">
            <WallVerdict isStale={stale !== undefined} />
            <T0Clock t0={head.t0} />
          </section>
          <section className="wall-body">
            <WallTroubles isStale={stale !== undefined} />
            <WallTiles isStale={stale !== undefined} />
          </section>
          <WallFoot isStale={stale !== undefined} />
        </>
      ) : (
        link.phase === 'live' && <NoRun />
      )}
      <p className="wall-keys">
        {host.kind === 'electron' && (
          <span>
            <kbd>Esc</kbd> {t('wall.key-close')}
          </span>
        )}
        <span>
          <kbd>F11</kbd> {t('wall.key-full')}
        </span>
      </p>
    </main>
  )
}

/** Over the whole width, and counting: nobody in the room may take the past for the present. */
function StaleBanner({ stale, isFirst }: { stale: WallStaleness | undefined; isFirst: boolean }) {
  const t = useText()
  const locale = useLocale()
  const now = useNow()
  if (!stale) return null
  const seconds = Math.max(1, Math.floor((now - stale.sinceMs) / 1000))
  const age = formatDuration(seconds * 1000, locale)
  return (
    <div className={`wall-banner ${isFirst ? 'pending' : 'nogo'}`} role="alert">
      <Verdict
        tone={isFirst ? 'pending' : 'nogo'}
        word={isFirst ? t('wall.connecting') : t(`wall.stale.${stale.because}`, { age })}
      />
    </div>
  )
}

/** A run in which nothing happens any more. */
function RestBanner() {
  const t = useText()
  const locale = useLocale()
  const head = useHead()
  if (!head || (head.closedAt === undefined && !head.imported)) return null
  const word =
    head.closedAt === undefined
      ? t('wall.imported')
      : t('wall.closed', { at: formatShort(head.closedAt, locale) })
  return (
    <div className="wall-banner unknown">
      <Verdict tone="unknown" word={word} />
    </div>
  )
}

function LocalTime() {
  const locale = useLocale()
  const now = useNow()
  return <span className="wall-time">{formatTime(new Date(now).toISOString(), locale)}</span>
}

function T0Clock({ t0 }: { t0: string | undefined }) {
  const t = useText()
  const now = useNow()
  if (t0 === undefined) return <div className="wall-clock unset">{t('wall.no-t0')}</div>
  const { counts, text } = readClock(now, t0, t('common.day-letter'))
  return (
    <div className="wall-clock" role="timer">
      <small>{t(`clock.${counts}`)}</small>
      <span>{text}</span>
    </div>
  )
}

function NoRun() {
  const t = useText()
  return (
    <div className="wall-no-run">
      <h1>{t('wall.no-run')}</h1>
      <p>{t('wall.no-run-about')}</p>
      <LocalTime />
    </div>
  )
}
