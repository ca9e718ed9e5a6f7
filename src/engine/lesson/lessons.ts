import { randomUUID } from 'node:crypto'

import { message } from '../../shared/messages/message.ts'
import type { Lesson, LessonEventBody } from '../../shared/model/lesson.ts'
import type { RunEventBody } from '../../shared/model/run.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { CallHandlers, SubscriptionSources } from '../rpc/service.ts'
import { ownRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import { operator } from '../run/run-service.ts'
import { runSource } from '../run/run-source.ts'
import type { Store } from '../store/store.ts'
import { lessonsOf } from './lesson-book.ts'

interface LessonsOptions {
  store: Store
  registry: RunRegistry
  /** For what people type: a secret pasted into a lesson must not reach the disk. */
  redact: (text: string) => string
}

export interface Lessons {
  readonly handlers: Pick<CallHandlers, 'lesson.learn' | 'lesson.done'>
  readonly sources: Pick<SubscriptionSources, 'lessons'>
}

/** What is learned of a go-live. It goes on when the run is closed: most is learned then. */
export function createLessons({ store, registry, redact }: LessonsOptions): Lessons {
  const of = (runId: string): Lesson[] => {
    const run = registry.get(runId)
    return run ? lessonsOf(run) : []
  }
  const append = (runId: string, body: Result<LessonEventBody>): Promise<Result<null>> => {
    const run = ownRun(store, registry, runId)
    if (!run.ok) return Promise.resolve(run)
    if (!body.ok) return Promise.resolve(body)
    const appended = store.events.append(runId, operator(store), [body.value])
    return Promise.resolve(appended.ok ? ok(null) : appended)
  }
  /** An undo names an event, which may be of a lesson. */
  const lessonsNamed = (runId: string, body: RunEventBody): string[] => {
    if ('lessonId' in body) return [body.lessonId]
    if (body.type !== 'event.undone') return []
    const undone = registry.get(runId)?.events.find(({ seq }) => seq === body.seq)
    return undone ? lessonsNamed(runId, undone.body) : []
  }
  return {
    handlers: {
      'lesson.learn'({ runId, text, owner, due }) {
        if (due !== undefined && owner === undefined)
          return Promise.resolve(failure('bad-input', message('lesson.nobody')))
        const what = {
          lessonId: randomUUID(),
          text: redact(text),
          ...(owner === undefined ? {} : { owner }),
          ...(due === undefined ? {} : { due }),
        }
        return append(runId, ok({ type: 'lesson.learned', ...what }))
      },
      'lesson.done'({ runId, lessonId }) {
        const lesson = of(runId).find(
          ({ id, owner, doneAt }) => id === lessonId && owner !== undefined && doneAt === undefined,
        )
        return append(
          runId,
          lesson
            ? ok({ type: 'lesson.done', lessonId, text: lesson.text })
            : failure('not-found', message('lesson.unknown')),
        )
      },
    },
    sources: {
      lessons: ({ runId }) =>
        runSource<Lesson>(registry, runId, {
          entries: (id) => of(id).map((lesson) => [lesson.id, lesson]),
          get: (id, lessonId) => of(id).find((lesson) => lesson.id === lessonId),
          onChange: (listener) =>
            store.events.onAppended((changedRunId, events) => {
              const changed = events.flatMap(({ body }) => lessonsNamed(changedRunId, body))
              if (changed.length > 0) listener(changedRunId, [...new Set(changed)])
            }),
        }),
    },
  }
}
