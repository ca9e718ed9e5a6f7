import { useEffect, useRef, useState } from 'react'

import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { useSay, useText } from '../state/hooks.ts'
import type { Translate } from '../text/translate.ts'
import { turnOf, type Turn } from './sequence.ts'

/** Says how a scenario goes to those who do not see it: each step as it settles, and its end. */
export function ScenarioAnnouncer({ entries }: { entries: ReadonlyMap<string, ScenarioStatus> }) {
  const t = useText()
  const say = useSay()
  const known = useRef<ReadonlyMap<string, ScenarioStatus>>(entries)
  const [text, setText] = useState('')
  useEffect(() => {
    const before = known.current
    known.current = entries
    for (const [id, status] of entries) {
      if (before.get(id) === status) continue
      const turn = turnOf(before.get(id), status)
      if (turn) setText(sentenceOf(turn, status, t, say))
    }
  }, [entries, t, say])
  return (
    <div className="sr" aria-live="polite" data-announcer="scenarios">
      {text}
    </div>
  )
}

function sentenceOf(
  turn: Turn,
  status: ScenarioStatus,
  t: Translate,
  say: ReturnType<typeof useSay>,
): string {
  switch (turn.kind) {
    case 'asks':
      return t('scenarios.say-asks', { question: turn.question })
    case 'waits':
      return t('scenarios.waits', { step: turn.step.step, title: turn.step.title })
    case 'step': {
      const { step, title, state, reason } = turn.step
      const verdict = t(`scenarios.step-state.${state}`)
      return t('scenarios.say-step', { step, title, verdict, reason: reason ? say(reason) : '' })
    }
    default: {
      const { title, state, reason } = status
      const verdict = t(`scenarios.state.${state}`)
      return t('scenarios.say-ended', { title, verdict, reason: reason ? say(reason) : '' })
    }
  }
}
