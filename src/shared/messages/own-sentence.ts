import type { DrillEventBody } from '../model/drill.ts'
import type { IncidentEventBody } from '../model/incident-event.ts'
import type { LessonEventBody } from '../model/lesson.ts'
import type { RestoreEventBody } from '../model/readiness.ts'
import type { RollbackEventBody } from '../model/rollback-event.ts'
import type { RunEventBody } from '../model/run.ts'
import { drillSentence } from './drill-sentence.ts'
import { incidentSentence } from './incident-sentence.ts'
import { lessonSentence } from './lesson-sentence.ts'
import type { Message } from './message.ts'
import { restoreSentence } from './readiness-sentence.ts'
import { rollbackSentence } from './rollback-sentence.ts'

/** Events whose sentence is the same in the window and in a report. */
type ToldByItself =
  | RollbackEventBody
  | IncidentEventBody
  | LessonEventBody
  | DrillEventBody
  | RestoreEventBody

export const isToldByItself = (body: RunEventBody): body is ToldByItself =>
  'rollbackId' in body ||
  'incidentId' in body ||
  'lessonId' in body ||
  'drillId' in body ||
  'restoreId' in body

/** Such an event in words, and what somebody or something said with it. */
export function ownSentence(body: ToldByItself): { what: Message; note?: string | Message } {
  if ('rollbackId' in body) return rollbackSentence(body)
  if ('restoreId' in body) return restoreSentence(body)
  if ('lessonId' in body) return lessonSentence(body)
  return 'drillId' in body ? drillSentence(body) : incidentSentence(body)
}
