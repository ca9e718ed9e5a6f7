import { useEffect, useState } from 'react'
import { useStore } from 'zustand'

import { assertNever } from '../../shared/result.ts'
import type { Tone } from '../logic/tone.ts'
import { AwayBanner } from '../notices/away-banner.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useEngineStatus, useLocale, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatMinute } from '../text/format.ts'
import { EngineStopped } from './engine-stopped.tsx'
import { useOnline } from './strip.tsx'

/** What is wrong with Warroom itself, or with this machine, said over every screen. */
export function Banners() {
  return (
    <div role="status" aria-live="polite">
      <ConnectionBanner />
      <OfflineBanner />
      <EngineBanners />
      <AwayBanner />
    </div>
  )
}

function Banner({ tone, children }: { tone: Tone; children: string }) {
  return (
    <div className={`banner ${tone}`}>
      <Verdict tone={tone} word={children} />
    </div>
  )
}

function ConnectionBanner() {
  const t = useText()
  const locale = useLocale()
  const connection = useStore(useSession().connection)
  const time = formatMinute(connection.sinceMs, locale)
  switch (connection.phase) {
    case 'connecting':
      return <Banner tone="pending">{t('banner.connecting')}</Banner>
    case 'restarting':
      return <Banner tone="pending">{t('banner.restarting', { time })}</Banner>
    case 'lost':
      return <Banner tone="unknown">{t('banner.lost', { time })}</Banner>
    case 'stopped':
      return connection.stopped ? <EngineStopped stopped={connection.stopped} /> : null
    case 'live':
      return connection.restarts === 0 ? null : <Restarted key={connection.restarts} time={time} />
    default:
      return assertNever(connection.phase)
  }
}

const restartedShownMs = 20_000

function Restarted({ time }: { time: string }) {
  const t = useText()
  const [shown, setShown] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), restartedShownMs)
    return () => clearTimeout(timer)
  }, [])
  return shown ? <Banner tone="pending">{t('banner.restarted', { time })}</Banner> : null
}

function OfflineBanner() {
  const online = useOnline()
  return online ? null : <Offline />
}

function Offline() {
  const t = useText()
  const locale = useLocale()
  const [since] = useState(() => Date.now())
  return (
    <Banner tone="unknown">{t('banner.offline', { time: formatMinute(since, locale) })}</Banner>
  )
}

function EngineBanners() {
  const t = useText()
  const status = useEngineStatus()
  if (!status) return null
  return (
    <>
      {status.readOnly && (
        <Banner tone="pending">{t('banner.read-only', { folder: status.dataDir })}</Banner>
      )}
      {status.diskFull && <Banner tone="nogo">{t('banner.disk-full')}</Banner>}
      {status.outcomeUnknown > 0 && (
        <Banner tone="unknown">
          {t('banner.outcome-unknown', { count: status.outcomeUnknown })}
        </Banner>
      )}
    </>
  )
}
