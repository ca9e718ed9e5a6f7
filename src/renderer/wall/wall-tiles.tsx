import { useStore } from 'zustand'

import { glyphs } from '../logic/tone.ts'
import { wallTiles } from '../logic/wall.ts'
import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** As many as are read from afar. */
const room = 12

/** Each monitor by its name and state, worst first; for the others, how many are well. */
export function WallTiles({ isStale }: { isStale: boolean }) {
  const t = useText()
  const statuses = useStore(useSession().monitors, (mirror) => mirror.entries)
  const { tiles, moreUp, moreOther } = wallTiles(statuses.values(), room)
  const more = [
    moreUp > 0 &&
      (isStale ? t('wall.more-other', { count: moreUp }) : t('wall.more-up', { count: moreUp })),
    moreOther > 0 && t('wall.more-other', { count: moreOther }),
  ].filter(Boolean)
  if (tiles.length === 0) return <p className="wall-quiet">{t('wall.no-monitors')}</p>
  return (
    <ul className="wall-tiles" aria-label={t('wall.health')}>
      {tiles.map(({ key, title, tone, state }) => {
        const shown = isStale && tone === 'go' ? 'unknown' : tone
        const word = isStale && state === 'up' ? 'stale' : state
        return (
          <li key={key} className={`wall-tile ${shown}`}>
            <b>{title}</b>
            <span className={`v ${shown}`}>
              <i aria-hidden="true">{glyphs[shown]}</i>
              {t(`monitor.${word}`)}
            </span>
          </li>
        )
      })}
      {more.length > 0 && <li className="wall-tile more">{more.join(' · ')}</li>}
    </ul>
  )
}
