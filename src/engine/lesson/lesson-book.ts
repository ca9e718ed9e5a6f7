import type { Lesson } from '../../shared/model/lesson.ts'
import { nameOf } from '../incident/incident-book.ts'
import type { Projection } from '../run/projection.ts'

/** The lessons of a run as its history says they stand, oldest first. One that was undone is none. */
export function lessonsOf({ events, undone }: Pick<Projection, 'events' | 'undone'>): Lesson[] {
  const lessons = new Map<string, Lesson>()
  const isUndone = undone()
  for (const { seq, at, actor, body } of events) {
    if (isUndone.has(seq)) continue
    if (body.type === 'lesson.learned') {
      const { type: _type, lessonId: id, ...said } = body
      lessons.set(id, { id, ...said, by: nameOf(actor), at })
    } else if (body.type === 'lesson.done') {
      const lesson = lessons.get(body.lessonId)
      if (lesson) lesson.doneAt = at
    }
  }
  return [...lessons.values()]
}
