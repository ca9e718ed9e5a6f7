import { useMemo } from 'react'
import { useStore } from 'zustand'

import { useAlerts } from '../alerts/alerts-panel.tsx'
import { dueOf, lateByMs } from '../logic/due.ts'
import { glyphs } from '../logic/tone.ts'
import { wallTroubles } from '../logic/wall-troubles.ts'
import type { WallTrouble } from '../logic/wall-troubles.ts'
import { useHead, useLocale, useOutline, useRun, useText } from '../state/hooks.ts'
import { useNowCoarse } from '../state/now.ts'
import { useSession } from '../state/session.ts'
import { formatRough } from '../text/format.ts'
import type { Translate } from '../text/translate.ts'

/** As many as are read from afar. */
const most = 6

/** What is wrong now, in words. */
export function WallTroubles({ isStale }: { isStale: boolean }) {
  const t = useText()
  const locale = useLocale()
  const now = useNowCoarse()
  const troubles = useTroubles()
  const shown = troubles.slice(0, troubles.length > most ? most - 1 : most)
  const more = troubles.length - shown.length
  return (
    <section className="wall-troubles" aria-label={t('wall.now')}>
      {troubles.length === 0 && (
        <p className={`wall-trouble ${isStale ? 'unknown' : 'go'}`}>
          <i aria-hidden="true">{glyphs[isStale ? 'unknown' : 'go']}</i>
          <span>{t(isStale ? 'wall.not-known' : 'wall.all-well')}</span>
        </p>
      )}
      {shown.map((trouble) => (
        <p key={`${trouble.kind} ${trouble.key}`} className={`wall-trouble ${trouble.tone}`}>
          <i aria-hidden="true">{glyphs[trouble.tone]}</i>
          <span className="two-lines">{troubleWords(trouble, t)}</span>
          {trouble.since !== undefined && (
            <small>{formatRough(now - Date.parse(trouble.since), locale)}</small>
          )}
        </p>
      ))}
      {more > 0 && <p className="wall-quiet">{t('wall.more-troubles', { count: more })}</p>}
    </section>
  )
}

function troubleWords(trouble: WallTrouble, t: Translate): string {
  switch (trouble.kind) {
    case 'alert':
      return t('wall.alert', { name: trouble.name })
    case 'queue':
      return t(`wall.queue.${trouble.alarm}`, { name: trouble.name })
    case 'items-failed':
    case 'items-late':
      return t(`wall.${trouble.kind}`, { count: trouble.count })
    default:
      return t(`wall.${trouble.kind}`, { title: trouble.title })
  }
}

function useTroubles(): WallTrouble[] {
  const session = useSession()
  const monitors = useStore(session.monitors, (mirror) => mirror.entries)
  const gates = useStore(session.gates, (mirror) => mirror.entries)
  const queues = useStore(session.queues, (mirror) => mirror.entries)
  const alerts = useAlerts()
  const failedItems = useHead()?.counts.failed ?? 0
  const lateItems = useLateItems()
  return useMemo(
    () =>
      wallTroubles({
        monitors: monitors.values(),
        gates: gates.values(),
        queues: queues.values(),
        alerts,
        failedItems,
        lateItems,
      }),
    [monitors, gates, queues, alerts, failedItems, lateItems],
  )
}

function useLateItems(): number {
  const outline = useOutline()
  const head = useHead()
  const items = useRun((state) => state.items)
  const now = useNowCoarse()
  if (!outline || !head) return 0
  return outline.runbook.items.filter((item) => {
    const state = items.get(item.id)?.state ?? 'todo'
    const due = dueOf(item, outline.phases, head.dues)
    return lateByMs(state, due, head.t0, now) !== undefined
  }).length
}
