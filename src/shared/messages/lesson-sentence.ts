import type { LessonEventBody } from '../model/lesson.ts'
import { message, type Message } from './message.ts'

/** An event of a lesson in words. */
export function lessonSentence(body: LessonEventBody): { what: Message } {
  const { text } = body
  if (body.type === 'lesson.done') return { what: message('lesson.done', { text }) }
  const { owner, due = 'none' } = body
  return owner === undefined
    ? { what: message('lesson.learned', { text }) }
    : { what: message('lesson.learned-to-do', { text, owner, due }) }
}
