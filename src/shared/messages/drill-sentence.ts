import type { DrillEventBody } from '../model/drill.ts'
import { message, type Message } from './message.ts'

/** An event of a drill in words, and what was broken in it. */
export function drillSentence(body: DrillEventBody): { what: Message; note?: Message } {
  const { by } = body
  if (body.type === 'drill.started') return { what: message('drill.started', { by }) }
  const { outcome, plan, kind = 'unknown' } = body.result
  // One that nobody led back is over all the same, and is not praised for it.
  const ended = outcome === 'solved' && !plan ? 'made-whole' : outcome
  return { what: message(`drill.ended.${ended}`, { by }), note: message(`drill.was.${kind}`) }
}
