import { dueMoment } from '../../shared/messages/lesson-sentence.ts'
import type { Lesson } from '../../shared/model/lesson.ts'
import type { ReportWords } from '../run/report-words.ts'

/** A lesson as a line of a report: what was learned, who does something about it, and whether it is done. */
export function lessonLine(lesson: Lesson, { t, moment }: ReportWords): string {
  const { text, owner, due, doneAt } = lesson
  if (owner === undefined) return text
  const done = doneAt === undefined ? 'no' : moment(doneAt)
  return t('lesson.line', { text, owner, due: dueMoment(due), done })
}
