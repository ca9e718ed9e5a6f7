/** What a go-live taught, and who changes something because of it. */
export interface Lesson {
  id: string
  text: string
  by: string
  at: string
  /** Absent where nothing is to be done about it. */
  owner?: string
  /** `2026-12-01`. */
  due?: string
  doneAt?: string
}

/** What is learned, in a run's history. Who said so is the event's actor. */
export type LessonEventBody =
  | { type: 'lesson.learned'; lessonId: string; text: string; owner?: string; due?: string }
  | { type: 'lesson.done'; lessonId: string; text: string }
