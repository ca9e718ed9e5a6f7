import type { ReadinessChecked, ReadinessState, RestoreEventBody } from '../model/readiness.ts'
import { message, type Message } from './message.ts'

/** What a check of readiness came to, in a sentence. */
export function readinessSentence({ lines }: Pick<ReadinessChecked, 'lines'>): Message {
  const count = (wanted: ReadinessState) => lines.filter(({ state }) => state === wanted).length
  return message('readiness.checked', {
    ready: count('ready'),
    notReady: count('not-ready'),
    unknown: count('unknown'),
  })
}

/** A backup that is put back once, in words. */
export function restoreSentence(body: RestoreEventBody): { what: Message; note?: Message } {
  const { file, scratch, target } = body
  if (body.type === 'readiness.restoring')
    return { what: message('readiness.restore.begun', { file, scratch, target }) }
  const { outcome, left, reason } = body
  const came = outcome === 'not-done' ? 'none' : outcome
  const stays = left === 'left-behind' ? 'there' : left
  return {
    what: message('readiness.restore.ended', { file, scratch, target, outcome: came, left: stays }),
    note: reason,
  }
}
