import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it, vi } from 'vitest'

import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { idle, openInFolder, reopen } from './scenario-folder.fixture.ts'
import { openScenario, soon } from './scenario-run.fixture.ts'

const touch = (name: string) => `command: { run: "touch '\${dir}/${name}'" }`
const states = ({ steps }: ScenarioStatus) => steps.map(({ state }) => state)

it('the first step that does not hold ends it, and the clean-up runs all the same', async () => {
  await using run = await openScenario(`
before:
  - ${touch('set-up')}
steps:
  - command: { run: "false" }
  - ${touch('too-far')}
after:
  - ${touch('cleaned')}
  - command: { run: "exit 3" }
`)
  valueOf(await run.start())
  const status = await run.ended()
  expect(status.state).toBe('failed')
  expect(states(status)).toEqual(['passed', 'failed', 'skipped', 'passed', 'failed'])
  expect([run.at('set-up'), run.at('too-far'), run.at('cleaned')].map(existsSync)).toEqual([
    true,
    false,
    true,
  ])
  expect(run.itemState()).toBe('failed')
  const told = run.events()
  expect(told.indexOf('scenario.acting')).toBeLessThan(told.indexOf('scenario.step'))
})

it('a cancel stops the steps, not the clean-up; what was cancelled is unknown', async () => {
  await using run = await openScenario(`
steps:
  - ${touch('begun')}
  - wait: 1h
after:
  - ${touch('cleaned')}
`)
  valueOf(await run.start())
  await vi.waitFor(() => expect(existsSync(run.at('begun'))).toBe(true), soon)
  await run.handlers['scenario.cancel'](run.about, idle)
  const status = await run.ended()
  expect(status).toMatchObject({ state: 'unknown', reason: { id: 'scenario.cancelled' } })
  expect(existsSync(run.at('cleaned'))).toBe(true)
})

it('a quit in the middle cleans up first; nothing is outstanding at the next opening', async () => {
  using folder = temporaryFolder()
  const scenario = `
steps:
  - ${touch('begun')}
  - wait: 1h
after:
  - ${touch('cleaned')}
`
  const first = await openInFolder(folder.dir, scenario)
  const { handlers } = first.engine.service
  const about = { runId: first.runId, scenarioId: 'x' }
  const what = { ...about, cleanUpOnly: false, stepwise: false }
  const { token } = valueOf(await handlers['scenario.preview'](what, idle))
  valueOf(await handlers['scenario.start']({ ...what, agreed: { token } }, idle))
  const at = (name: string) => join(folder.dir, name)
  await vi.waitFor(() => expect(existsSync(at('begun'))).toBe(true), soon)
  await first.engine.dispose()
  expect(existsSync(at('cleaned'))).toBe(true)
  const again = await reopen(folder.dir)
  const attempts = await again.service.handlers['scenario.attempts'](about, idle)
  await again.dispose()
  expect(valueOf(attempts)).toMatchObject([
    { state: 'unknown', reason: { id: 'scenario.cancelled' }, by: expect.any(String) },
  ])
})

it('what changes something is agreed to first, and not in production unless it says so', async () => {
  await using run = await openScenario(`steps: [{ ${touch('done')} }]`)
  expect(await run.handlers['scenario.start'](run.about, idle)).toMatchObject({
    failure: { code: 'needs-confirmation' },
  })
  await using production = await openScenario(`steps: [{ ${touch('done')} }]`, {
    environment: 'production',
  })
  expect(await production.start()).toMatchObject({
    failure: { code: 'denied', message: { id: 'scenario.not-here' } },
  })
  const preview = await production.handlers['scenario.preview'](production.about, idle)
  expect(valueOf(preview)).toMatchObject({ refused: {}, typed: 'here' })
  expect([run.at('done'), production.at('done')].map(existsSync)).toEqual([false, false])
})

it('what destroys is refused where it is not allowed, also when the profile is another in the middle', async () => {
  await using run = await openScenario(
    `
environments: [practice]
steps:
  - command: { run: "cat '\${dir}/go'" }
    expect: exit_code == 0
    within: 30s
  - command: { run: "rm -rf '\${dir}/precious'" }
after:
  - ${touch('cleaned')}
`,
    { environment: 'staging' },
  )
  writeFileSync(run.at('precious'), '')
  const denied = {
    failure: {
      code: 'denied',
      message: { id: 'scenario.not-here', values: { allowed: 'practice' } },
    },
  }
  expect(await run.start()).toMatchObject(denied)
  expect(await run.start({ cleanUpOnly: true })).toMatchObject(denied)

  await run.moveTo('practice')
  const { token, typed, danger } = valueOf(await run.handlers['scenario.preview'](run.about, idle))
  expect([danger, typed]).toEqual(['destroy', 'here'])
  // It must be typed, and what was agreed to here is not agreed to elsewhere.
  const start = (agreed: { token: string; typed?: string }) =>
    run.handlers['scenario.start']({ ...run.about, agreed }, idle)
  expect(await start({ token })).toMatchObject({ failure: { code: 'needs-confirmation' } })
  await run.moveTo('production')
  expect(await start({ token, typed: 'here' })).toMatchObject(denied)

  await run.moveTo('practice')
  valueOf(await run.start())
  await vi.waitFor(() => expect(run.status()?.steps[0]?.progress).toBeDefined(), soon)
  await run.moveTo('production')
  writeFileSync(run.at('go'), '')
  const status = await run.ended()
  expect(states(status)).toEqual(['passed', 'unknown', 'passed'])
  expect(status).toMatchObject({ state: 'unknown', reason: { id: 'scenario.not-here' } })
  expect([existsSync(run.at('precious')), existsSync(run.at('cleaned'))]).toEqual([true, true])
  const { runId } = run.about
  expect(valueOf(await run.handlers['run.verify']({ runId }, idle)).valid).toBe(true)
})

it('what was captured flows on as it is: to a shell it is no command, to the scope no template', async () => {
  await using run = await openScenario(`
steps:
  - command: { run: "cat '\${dir}/answer'" }
    capture: { answer: json.0.x, word: { regex: "word=(.*)" } }
    expect: exit_code == 0
`)
  valueOf(await run.start())
  writeFileSync(run.at('answer'), '')
  expect((await run.ended()).steps[0]).toMatchObject({
    state: expect.stringMatching(/failed|unknown/),
  })

  await using second = await openScenario(`
steps:
  - command: { run: "cat '\${dir}/answer'" }
    expect: exit_code == 0
    within: 5s
    capture: { word: { regex: "word=(.*)" } }
  - command: { run: 'printf %s "\${captured.word}" > "\${dir}/out"' }
`)
  const evil = '$(touch /tmp/x); ${dir} "quoted"'
  valueOf(await second.start())
  writeFileSync(second.at('answer'), `word=${evil}\n`)
  expect((await second.ended()).state).toBe('passed')
  expect(second.read('out')).toBe(evil)
  expect(second.itemState()).toBe('passed')
})

it('a person is asked, and their word is the verdict', async () => {
  await using run = await openScenario(`steps: [{ ask: Is the light green? }]`)
  valueOf(await run.start())
  await vi.waitFor(() => expect(run.status()?.asking).toBe('Is the light green?'), soon)
  valueOf(
    await run.handlers['scenario.answer'](
      { runId: run.about.runId, scenarioId: 'x', verdict: 'failed', note: 'It is red' },
      idle,
    ),
  )
  expect(await run.ended()).toMatchObject({
    state: 'failed',
    reason: { id: 'scenario.answered', values: { note: 'It is red' } },
  })
})

it('lines of before do not count; never seen holds only where the tail was read all along', async () => {
  await using run = await openScenario(`
steps:
  - log: { tail: app, match: boom, never: true, within: 100ms }
  - command: { run: "echo boom >> '\${dir}/app.log'" }
  - log: { tail: app, match: boom, times: 1, within: 100ms }
`)
  await vi.waitFor(() => expect(run.tailState()).toBe('live'), soon)
  appendFileSync(run.at('app.log'), 'boom\n')
  const page = { runId: run.about.runId, filter: 'boom', limit: 5 }
  await vi.waitFor(async () => {
    const { lines } = valueOf(await run.handlers['log.page'](page, idle))
    expect(lines).toHaveLength(1)
  }, soon)
  valueOf(await run.start())
  const status = await run.ended()
  expect(status.steps.map(({ reason }) => reason?.id)).toEqual([
    'scenario.log-never-seen',
    'expectation.held',
    'scenario.log-seen',
  ])
})

it('only the clean-up can be run, and it never makes the item pass', async () => {
  await using run = await openScenario(`
steps: [{ ${touch('done')} }]
after: [{ ${touch('cleaned')} }]
`)
  valueOf(await run.start({ cleanUpOnly: true }))
  expect(await run.ended()).toMatchObject({ state: 'unknown' })
  expect([run.at('done'), run.at('cleaned')].map(existsSync)).toEqual([false, true])
  expect(run.itemState()).toBe('unknown')
})

it('step by step it stops before each step, not before its clean-up; each time is kept', async () => {
  await using run = await openScenario(`
before: [{ ${touch('set-up')} }]
steps: [{ ${touch('one')} }, { ${touch('two')} }, { ${touch('three')} }]
after: [{ ${touch('cleaned')} }]
`)
  const waitsAt = (step: string) =>
    vi.waitFor(() => expect(run.status()?.waitsAt).toEqual({ part: 'steps', step }), soon)
  const goOn = (step: string, stepwise: boolean) => {
    const at = { part: 'steps', step } as const
    return run.handlers['scenario.continue']({ ...run.about, at, stepwise }, idle)
  }
  const done = () => ['set-up', 'one', 'two', 'cleaned'].filter((name) => existsSync(run.at(name)))
  expect(await goOn('1', true)).toMatchObject({ failure: { code: 'conflict' } })

  const { attemptId } = valueOf(await run.start({ stepwise: true }))
  await waitsAt('1')
  expect(done()).toEqual(['set-up'])
  valueOf(await goOn('1', true))
  await waitsAt('2')
  expect(await goOn('1', true)).toMatchObject({ failure: { code: 'conflict' } })
  expect(run.status()?.waitsAt).toEqual({ part: 'steps', step: '2' })
  expect(done()).toEqual(['set-up', 'one'])
  await run.handlers['scenario.cancel'](run.about, idle)
  expect(states(await run.ended())).toEqual(['passed', 'passed', 'skipped', 'skipped', 'passed'])
  expect(done()).toEqual(['set-up', 'one', 'cleaned'])

  const second = valueOf(await run.start({ stepwise: true }))
  await waitsAt('1')
  valueOf(await goOn('1', false))
  const last = await run.ended()
  expect(last).toMatchObject({
    state: 'passed',
    attemptId: second.attemptId,
    by: expect.any(String),
  })
  const { runId } = run.about
  const attempts = valueOf(
    await run.handlers['scenario.attempts']({ runId, scenarioId: 'x' }, idle),
  )
  expect(attempts.map((one) => [one.attemptId, one.state])).toEqual([
    [second.attemptId, 'passed'],
    [attemptId, 'unknown'],
  ])
  expect(attempts[0]).toEqual(last)
  expect(last.finishedAt).toBeDefined()
  expect(last.steps.every(({ startedAt }) => startedAt !== undefined)).toBe(true)
})

it('a step that takes its time says how far it is', async () => {
  await using run = await openScenario(`
steps:
  - command: { run: "cat '\${dir}/go'" }
    expect: exit_code == 0
    within: 30s
  - repeat: { times: 3, every: 10m, steps: [{ command: { run: "cat '\${dir}/go'" } }] }
`)
  const progressOf = (index: number) => run.status()?.steps[index]?.progress
  const says = (index: number, expected: object) =>
    vi.waitFor(() => expect(progressOf(index)).toMatchObject(expected), soon)
  valueOf(await run.start())
  await says(0, { id: 'scenario.not-yet', values: { condition: 'exit_code == 0' } })
  expect(run.status()?.steps[0]).toMatchObject({ state: 'running', startedAt: expect.any(String) })
  writeFileSync(run.at('go'), '')
  await says(1, { id: 'scenario.repeated', values: { done: 1, times: 3 } })
  await run.handlers['scenario.cancel'](run.about, idle)
  expect((await run.ended()).steps.some(({ progress }) => progress)).toBe(false)
})

it('a monitor that is down between two steps did not stay up; one that nobody looked at is unknown', async () => {
  const items = `- [ ] It is up {#up}
  \`\`\`yaml check
  command: { run: "cat '\${dir}/up'" }
  expect: exit_code == 0
  every: 1s
  \`\`\`
- [ ] It is hardly ever looked at {#rare}
  \`\`\`yaml check
  command: { run: "cat '\${dir}/up'" }
  every: 1h
  \`\`\``
  await using run = await openScenario(
    `
steps:
  - stayed_up: { check: up }
  - command: { run: "mv '\${dir}/up' '\${dir}/down'" }
  - stayed_up: { check: up }
after:
  - command: { run: "mv '\${dir}/down' '\${dir}/up'" }
  - stayed_up: { check: rare, within: 0s }
`,
    { items },
  )
  writeFileSync(run.at('up'), '')
  valueOf(await run.start())
  const { steps } = await run.ended()
  expect(steps.map(({ state, reason }) => [state, reason?.id])).toEqual([
    ['passed', 'scenario.stayed-up'],
    ['passed', 'expectation.held'],
    ['failed', 'scenario.up-was-down'],
    ['passed', 'expectation.held'],
    ['unknown', 'scenario.up-no-look'],
  ])
  const { runId } = run.about
  expect(valueOf(await run.handlers['run.verify']({ runId }, idle)).valid).toBe(true)
})

it('a quit waits for nobody’s answer: what a clean-up asks is unknown, and the rest of it is done', async () => {
  using folder = temporaryFolder()
  const { engine, runId } = await openInFolder(
    folder.dir,
    `
steps: [{ wait: 1ms }]
after:
  - ask: Is it clean?
  - ${touch('cleaned')}
`,
  )
  const { handlers, sources } = engine.service
  const what = { runId, scenarioId: 'x', cleanUpOnly: false, stepwise: false }
  const { token } = valueOf(await handlers['scenario.preview'](what, idle))
  valueOf(await handlers['scenario.start']({ ...what, agreed: { token } }, idle))
  const asking = () => valueOf(sources.scenarios({ runId })).get('x')?.asking
  await vi.waitFor(() => expect(asking()).toBe('Is it clean?'), soon)
  await engine.dispose()
  expect(existsSync(join(folder.dir, 'cleaned'))).toBe(true)
})
