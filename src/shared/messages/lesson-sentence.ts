import type { LessonEventBody } from '../model/lesson.ts'
import { message, type Message } from './message.ts'

/** The day that a sentence names, in whatever time zone it is said; `none` where there is none. */
export function dueMoment(due: string | undefined): number | 'none' {
  const noonMs = Date.parse(`${due}T12:00`)
  return Number.isNaN(noonMs) ? 'none' : noonMs
}

/** An event of a lesson in words. */
export function lessonSentence(body: LessonEventBody): { what: Message } {
  const { text } = body
  if (body.type === 'lesson.done') return { what: message('lesson.done', { text }) }
  const { owner } = body
  return owner === undefined
    ? { what: message('lesson.learned', { text }) }
    : { what: message('lesson.learned-to-do', { text, owner, due: dueMoment(body.due) }) }
}
