import { useMemo } from 'react'

import type { ScenarioPreview, StepPlace } from '../../shared/model/scenario.ts'
import { useBlocked, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** How a scenario is played. */
export interface HowToPlay {
  /** It stops before each of its steps. */
  stepwise?: boolean
  cleanUpOnly?: boolean
}

export interface ScenarioActions {
  play: (scenarioId: string, how?: HowToPlay) => void
  /** From where it was seen to wait. */
  goOn: (scenarioId: string, at: StepPlace, stepwise: boolean) => void
  /** Whether the engine took it. */
  cancel: (scenarioId: string) => Promise<boolean>
}

/** Whether it runs without a word: it does nothing but read, and may run here. */
const isHarmless = ({ danger, refused }: ScenarioPreview) => danger === 'read' && !refused

/** What an operator does to a scenario of the open run, by key, button or palette alike. */
export function useScenarioActions(): ScenarioActions {
  const session = useSession()
  const blocked = useBlocked()
  const t = useText()
  return useMemo(() => {
    const { ui } = session
    const act = (run: (runId: string) => void) => {
      const { runId } = session.run.getState()
      if (runId === undefined) return
      if (blocked) ui.toast({ tone: 'idle', text: t(`blocked.${blocked}`) })
      else run(runId)
    }
    const previewThenPlay = async (runId: string, scenarioId: string, how: HowToPlay) => {
      const { stepwise = false, cleanUpOnly = false } = how
      const preview = await session.ask('scenario.preview', { runId, scenarioId, cleanUpOnly })
      if (preview === undefined) return
      if (isHarmless(preview))
        await session.ask('scenario.start', { runId, scenarioId, cleanUpOnly, stepwise })
      else ui.open({ kind: 'play-scenario', preview, stepwise, cleanUpOnly })
    }
    return {
      play: (scenarioId, how = {}) => act((runId) => void previewThenPlay(runId, scenarioId, how)),
      goOn: (scenarioId, { part, step }, stepwise) =>
        act((runId) => {
          const at = { part, step }
          void session.ask('scenario.continue', { runId, scenarioId, at, stepwise })
        }),
      // Cancelling works on a closed run too: what is under way must always be stoppable.
      async cancel(scenarioId) {
        const { runId } = session.run.getState()
        if (runId === undefined) return false
        return (await session.ask('scenario.cancel', { runId, scenarioId })) !== undefined
      },
    }
  }, [session, blocked, t])
}
