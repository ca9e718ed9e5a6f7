import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'

import { isQuiet, type Notice } from '../../shared/model/notice.ts'
import { useLocale, useSettings } from '../state/hooks.ts'
import { settingsOf } from '../state/locale.ts'
import { useSession } from '../state/session.ts'
import { sayMessage, translator } from '../text/translate.ts'
import { audible, createNewcomers } from './newcomers.ts'
import { openNotice } from './notice-place.ts'
import { playSound } from './sound.ts'
import { showSystemNotice } from './system-notice.ts'
import { takeTurn } from './turn.ts'

/** More than this at once are one notification of the system. */
const mostAtOnce = 3

/** The notices of the open run, newest first. */
export function useNotices(): readonly Notice[] {
  const entries = useStore(useSession().notices, (mirror) => mirror.entries)
  return useMemo(() => [...entries.values()].reverse(), [entries])
}

/** What quiet hours hold back now. */
export function useQuiet(nowMs: number): 'all' | 'info' | 'nothing' {
  const quietHours = useSettings()?.quietHours ?? null
  if (isQuiet(quietHours, 'urgent', nowMs)) return 'all'
  return isQuiet(quietHours, 'info', nowMs) ? 'info' : 'nothing'
}

/** Lets new notices be heard and seen outside the window; of several windows on a run, in one. */
export function useDelivery(runId: string | undefined): void {
  const session = useSession()
  const locale = useLocale()
  useEffect(() => {
    if (runId === undefined) return undefined
    const { ui, notices, settings } = session
    const newcomers = createNewcomers()
    const turn = takeTurn(`warroom.notices.${runId}`)
    const t = translator(locale)

    const deliver = (fresh: readonly Notice[]) => {
      const current = settingsOf(settings.getState())
      const heard = audible(fresh, current?.quietHours ?? null, Date.now())
      const [first] = heard
      if (!current || !first || !turn.isMine()) return
      const urgent = heard.some(({ level }) => level === 'urgent')
      if (current.notifySound) void playSound(urgent ? 'urgent' : 'info').catch(() => undefined)
      // Whoever is looking at Warroom has the bell before their eyes.
      if (!current.notifySystem || document.hasFocus()) return
      const title = session.run.getState().head?.title ?? 'Warroom'
      const say = ({ text }: Notice) => sayMessage(text, locale)
      if (heard.length > mostAtOnce) {
        showSystemNotice({
          title: `${title} · ${t('notices.several', { count: heard.length })}`,
          body: heard.map(say).join('\n'),
          tag: first.id,
          urgent,
          onOpen: () => ui.go('war-room'),
        })
        return
      }
      for (const notice of heard)
        showSystemNotice({
          title,
          body: say(notice),
          tag: notice.id,
          urgent: notice.level === 'urgent',
          onOpen: () => openNotice(ui, notice),
        })
    }
    const look = () => {
      const { loaded, entries } = notices.getState()
      if (loaded) deliver(newcomers(entries.values()))
    }
    look()
    const stop = notices.subscribe(look)
    return () => {
      stop()
      turn.giveUp()
    }
  }, [runId, session, locale])
}
