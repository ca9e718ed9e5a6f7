import type { DrillEventBody } from '../model/drill.ts'
import { message, type Message } from './message.ts'

/** An event of a drill in words. */
export function drillSentence(body: DrillEventBody): Message {
  if (body.type === 'drill.started') return message('drill.started', { by: body.by })
  const { outcome, kind = 'unknown' } = body.result
  // A pattern chooses by words that have no hyphen.
  return message(`drill.ended.${outcome}`, { by: body.by, kind: kind.replaceAll('-', '_') })
}
