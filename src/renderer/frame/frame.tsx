import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'

import { DrillBar } from '../drill/drill-bar.tsx'
import { useText, useUi } from '../state/hooks.ts'
import { Banners } from './banners.tsx'
import { Rail } from './rail.tsx'
import { Strip } from './strip.tsx'
import { Ticker } from './ticker.tsx'

/** What stays around every screen: strip above, rail at the left, ticker below. */
export function Frame({ children }: { children: ReactNode }) {
  const t = useText()
  const screen = useUi((state) => state.screen)
  const main = useRef<HTMLElement>(null)
  const shown = useRef(screen)
  useEffect(() => {
    // A new screen takes the focus, so that its keys work at once and readers announce it.
    if (shown.current !== screen) main.current?.focus({ preventScroll: true })
    shown.current = screen
  }, [screen])
  return (
    <div className="shell">
      <a
        className="skip"
        href="#screen"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        {t('frame.skip')}
      </a>
      <Strip />
      <Rail />
      <div className="stage">
        <div>
          <Banners />
          <DrillBar />
        </div>
        <main id="screen" ref={main} tabIndex={-1} aria-label={t(`screen.${screen}`)}>
          {children}
        </main>
      </div>
      <Ticker />
    </div>
  )
}
