import type { ReadinessChecked, ReadinessState } from '../model/readiness.ts'
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
