import type { DrillEventBody } from '../model/drill.ts'
import { message, type Message } from './message.ts'

/** An event of a drill in words, and what was broken in it. */
export function drillSentence(body: DrillEventBody): { what: Message; note?: Message } {
  const { by } = body
  if (body.type === 'drill.started') return { what: message('drill.started', { by }) }
  const { outcome, kind = 'unknown' } = body.result
  return { what: message(`drill.ended.${outcome}`, { by }), note: message(`drill.was.${kind}`) }
}
