import { expect, it } from 'vitest'

import { dueMoment } from '../../shared/messages/lesson-sentence.ts'
import { leftOver } from '../incident/left-over.ts'
import { collectRun, verifyRun } from '../run/run-file.ts'
import { idle, openTestRuns } from '../run/runs.fixture.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { createLessons } from './lessons.ts'

async function openLessons(dir: string) {
  const engine = openTestRuns(dir)
  const { store, runs } = engine
  store.settings.set({ operator: 'Ada' })
  const runId = await engine.createRun()
  const redact = (text: string) => text.replaceAll('hunter2', '«secret»')
  const { handlers, sources } = createLessons({ store, registry: runs.registry, redact })
  const source = valueOf(sources.lessons({ runId }))
  const all = () => [...source.entries()].map(([, lesson]) => lesson)
  return {
    ...engine,
    runId,
    source,
    all,
    learn: (lesson: { text: string; owner?: string; due?: string }) =>
      handlers['lesson.learn']({ runId, ...lesson }, idle),
    done: (lessonId: string) => handlers['lesson.done']({ runId, lessonId }, idle),
    left: () => {
      const run = runs.registry.get(runId)
      return run ? leftOver([run], Date.now()).map(({ title }) => title) : []
    },
    report: async () =>
      valueOf(await runs.handlers['run.report']({ runId, format: 'markdown', locale: 'fr' }, idle))
        .text,
  }
}

it('is kept, reminded of until it is done, told in the report, and taken back by an undo', async () => {
  using folder = temporaryFolder()
  await using engine = await openLessons(folder.dir)
  const { runId, runs, source, all } = engine
  const told: string[] = []
  source.onChange((keys) => told.push(...keys))

  valueOf(await engine.learn({ text: 'Rehearse before noon' }))
  valueOf(await engine.learn({ text: 'Rotate hunter2', owner: 'Grace', due: '2026-12-01' }))
  expect(all()).toMatchObject([
    { text: 'Rehearse before noon', by: 'Ada' },
    { text: 'Rotate «secret»', owner: 'Grace', due: '2026-12-01' },
  ])
  // Nobody does anything about the first.
  expect(engine.left()).toEqual(['Rotate «secret»'])

  // Most is learned afterwards.
  valueOf(await runs.handlers['run.close']({ runId, note: '' }, idle))
  const [first, second] = all()
  valueOf(await engine.done(second?.id ?? ''))
  expect(engine.left()).toEqual([])
  expect(all()[1]).toHaveProperty('doneAt')
  expect(await engine.report()).toMatch(
    /## Leçons apprises\n\n- Rehearse before noon\n- Rotate «secret» \(Grace, d’ici le 1 déc. 2026, fait le /,
  )
  // A day that somebody else wrote into a file is text like any other: what is none is not said.
  expect(dueMoment('tomorrow')).toBe('none')
  expect(await engine.done(second?.id ?? '')).toMatchObject({ failure: { code: 'not-found' } })
  expect(await engine.done(first?.id ?? '')).toMatchObject({ failure: { code: 'not-found' } })

  valueOf(await runs.handlers['run.reopen']({ runId, note: '' }, idle))
  const learned = runs.registry
    .get(runId)
    ?.events.find(({ body }) => body.type === 'lesson.learned')
  valueOf(await runs.handlers['run.undo']({ runId, seq: learned?.seq ?? 0 }, idle))
  expect(all().map(({ text }) => text)).toEqual(['Rotate «secret»'])
  expect(told.filter((key) => key === first?.id)).toHaveLength(2)
  const file = collectRun(engine.store, runId)
  expect(file && verifyRun(file)).toMatchObject({ valid: true })
})

it('a day without anybody is refused, and nothing is kept', async () => {
  using folder = temporaryFolder()
  await using engine = await openLessons(folder.dir)
  expect(await engine.learn({ text: 'Later', due: '2026-12-01' })).toMatchObject({
    failure: { code: 'bad-input', message: { id: 'lesson.nobody' } },
  })
  expect(engine.all()).toEqual([])
})
