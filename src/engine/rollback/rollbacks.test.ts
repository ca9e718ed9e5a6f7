import { describe, expect, it, vi } from 'vitest'

import { createEngine } from '../create-engine.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { acts, holds, openRollbackBench, openWindow, runbookOf, soon } from './rollback.fixture.ts'

const secret = 'correct-horse-battery'
process.env['WARROOM_TEST_TOKEN'] = secret

const twoSteps = `
  - id: code
    title: The last code
    why: It was good.
    ${acts('code', 'echo working; printf 4.1 > version')}
    verify: [${holds('version', '4.1', ', id: in, title: It is in')}]
  - id: up
    title: Start it
    why: To be back.
    ${acts('up', 'printf up > health')}
    verify: [${holds('health', 'up')}]
`

describe('the way back', () => {
  it('goes step by verified step, and ends when all holds together', async () => {
    await using bench = await openRollbackBench(runbookOf(twoSteps))
    valueOf(await bench.begin())
    expect(bench.status()).toMatchObject({ state: 'running', at: 'code', driver: 'Ada' })
    expect(bench.status().choices).toEqual(['act', 'skip', 'hand-over', 'abort'])
    valueOf(await bench.act('code'))
    const code = await bench.until('code', 'passed')
    expect(code).toMatchObject({
      attempts: 1,
      by: 'Ada',
      output: 'working',
      verify: [{ id: 'code.in', state: 'passed' }],
    })
    expect(bench.status().at).toBe('code')
    valueOf(await bench.goOn('code'))
    valueOf(await bench.act('up'))
    await bench.until('up', 'passed')
    valueOf(await bench.goOn('up'))
    const over = await bench.untilOver('back')
    expect(over.done.map(({ state }) => state)).toEqual(['passed', 'passed'])
    expect(over.choices).toEqual([])
    expect(bench.acted()).toEqual(['code', 'up'])
    const told = bench.bodies().map(({ type }) => type)
    expect(told.filter((type) => type.startsWith('rollback.'))).toEqual([
      'rollback.started',
      'rollback.acting',
      'rollback.acted',
      'rollback.verified',
      'rollback.moved',
      'rollback.acting',
      'rollback.acted',
      'rollback.verified',
      'rollback.moved',
      'rollback.verified',
      'rollback.ended',
    ])
    const verified = await bench.handlers['run.verify'](
      { runId: bench.runId },
      bench.window.context,
    )
    expect(valueOf(verified)).toMatchObject({ valid: true })
    const started = bench.bodies().find(({ type }) => type === 'rollback.started')
    expect(started).toMatchObject({
      answers: [
        { question: 'Is the code to blame?', yes: true },
        { question: 'Are the data intact?', yes: false },
      ],
    })
  })

  it('is not back before all that must hold does, says what is missing, and keeps looking', async () => {
    await using bench = await openRollbackBench(
      runbookOf(
        `
  - id: code
    title: The last code
    why: It was good.
    ${acts('code', 'printf 4.1 > version')}
    verify: [${holds('version', '4.1')}]
`,
        '',
        '3s',
      ),
    )
    valueOf(await bench.begin())
    valueOf(await bench.act('code'))
    await bench.until('code', 'passed')
    valueOf(await bench.goOn('code'))
    const not = await bench.untilOver('not-back')
    expect(not.reason?.values?.['missing']).toContain('It is healthy')
    bench.write('health', 'up')
    await bench.untilOver('back')
  })

  it('a step that fails is done again only when agreed to anew; the other way is there', async () => {
    await using bench = await openRollbackBench(
      runbookOf(`
  - id: code
    title: The last code
    why: It was good.
    ${acts('code', 'exit 3')}
    unverified: The next one looks.
    if-fails: { text: Look., next: ask }
    next: end
  - id: ask
    title: What now
    why: Somebody has to say.
    decide: { question: Go on?, options: [{ label: Again, next: code }, { label: No, next: stop }] }
`),
    )
    valueOf(await bench.begin())
    const preview = valueOf(
      await bench.handlers['rollback.preview'](bench.about('code'), bench.window.context),
    )
    const agreed = { token: preview.token }
    const act = () =>
      bench.handlers['rollback.act']({ ...bench.about('code'), agreed }, bench.window.context)
    valueOf(await act())
    expect(await act()).toMatchObject({ ok: false, failure: { code: 'conflict' } })
    await bench.until('code', 'failed')
    expect(await bench.goOn('code')).toMatchObject({ ok: false, failure: { code: 'conflict' } })
    valueOf(await bench.handlers['rollback.retry'](bench.about('code'), bench.window.context))
    // What was agreed to was that one attempt.
    expect(await act()).toMatchObject({ ok: false, failure: { code: 'needs-confirmation' } })
    valueOf(await bench.act('code'))
    await vi.waitFor(() =>
      expect(bench.step('code')).toMatchObject({ state: 'failed', attempts: 2 }),
    )
    valueOf(await bench.goOn('code', 'alternative'))
    expect(bench.status().at).toBe('ask')
    const choose = (option: number) =>
      bench.handlers['rollback.choose']({ ...bench.about('ask'), option }, bench.window.context)
    valueOf(await choose(0))
    expect(bench.status()).toMatchObject({ at: 'code' })
    valueOf(await bench.act('code'))
    await vi.waitFor(() =>
      expect(bench.step('code')).toMatchObject({ state: 'failed', attempts: 3 }),
    )
    valueOf(await bench.goOn('code', 'alternative'))
    valueOf(await choose(1))
    expect(bench.status()).toMatchObject({ state: 'aborted' })
    expect(bench.acted()).toEqual(['code', 'code', 'code'])
  })

  it('a manual step is confirmed by name, and verified like any other; waiting is looked at by itself', async () => {
    await using bench = await openRollbackBench(
      runbookOf(`
  - id: hand
    title: Switch it by hand
    why: No machine can.
    manual: Turn the key.
    verify: [${holds('version', '4.1', '', '3s')}]
  - id: wait
    title: Wait for it
    why: It takes a while.
    wait-until: [${holds('health', 'up', '', '3s')}]
`),
    )
    valueOf(await bench.begin())
    const confirm = () =>
      bench.handlers['rollback.confirm'](
        { ...bench.about('hand'), by: 'Bob' },
        bench.window.context,
      )
    valueOf(await confirm())
    expect(await bench.until('hand', 'failed', 'unknown')).toMatchObject({ by: 'Bob' })
    bench.write('version', '4.1')
    valueOf(await bench.handlers['rollback.verify'](bench.own, bench.window.context))
    await bench.until('hand', 'passed')
    valueOf(await bench.goOn('hand'))
    await bench.until('wait', 'failed', 'unknown')
    valueOf(await bench.handlers['rollback.wait'](bench.own, bench.window.context))
    expect(bench.step('wait')).toMatchObject({ state: 'verifying', verify: [{ state: 'looking' }] })
    bench.write('health', 'up')
    await bench.until('wait', 'passed')
  })
})

describe('refused', () => {
  it('a skip without a reason, moving on without holding, and acting at another step', async () => {
    await using bench = await openRollbackBench(runbookOf(twoSteps))
    valueOf(await bench.begin())
    expect(await bench.goOn('code')).toMatchObject({ ok: false })
    expect(await bench.act('up')).toMatchObject({
      ok: false,
      failure: { message: { id: 'rollback-run.not-at' } },
    })
    const { calls } = await import('../../shared/rpc/contract.ts')
    const skip = { ...bench.about('code'), reason: '  ' }
    expect(calls['rollback.skip'].input.safeParse(skip).success).toBe(false)
    valueOf(
      await bench.handlers['rollback.skip'](
        { ...bench.about('code'), reason: 'It is 4.1 already.' },
        bench.window.context,
      ),
    )
    expect(bench.step('code')).toMatchObject({
      state: 'skipped',
      skipReason: 'It is 4.1 already.',
    })
    expect(bench.acted()).toEqual([])
  })

  it('production without its words, once; and destruction without its own, each time', async () => {
    await using bench = await openRollbackBench(
      runbookOf(`
  - id: code
    title: The last code
    why: It was good.
    ${acts('code')}
    unverified: Nothing to see.
  - id: again
    title: Once more
    why: It was good.
    ${acts('again')}
    unverified: Nothing to see.
  - id: drop
    title: Drop it
    why: It is bad.
    ${acts('drop', 'rm -rf nothing')}
    unverified: Nothing to see.
`),
      { environment: 'production' },
    )
    expect(await bench.begin('rehearsal')).toMatchObject({ ok: false, failure: { code: 'denied' } })
    valueOf(await bench.begin())
    const preview = await bench.handlers['rollback.preview'](
      bench.about('code'),
      bench.window.context,
    )
    expect(valueOf(preview).typed).toBe('here')
    for (const words of [undefined, 'there'])
      expect(await bench.act('code', words)).toMatchObject({
        ok: false,
        failure: { code: 'needs-confirmation' },
      })
    valueOf(await bench.act('code', 'here'))
    await bench.until('code', 'passed')
    valueOf(await bench.goOn('code'))
    valueOf(await bench.act('again'))
    await bench.until('again', 'passed')
    valueOf(await bench.goOn('again'))
    expect(await bench.act('drop')).toMatchObject({ ok: false })
    expect(bench.acted()).toEqual(['code', 'again'])
    valueOf(await bench.act('drop', 'local'))
    await bench.until('drop', 'passed')
  })

  it('an environment that the plan does not name, and a second one at a time', async () => {
    await using bench = await openRollbackBench(runbookOf(twoSteps, 'environments: [practice]'))
    expect(await bench.begin()).toMatchObject({
      ok: false,
      failure: { code: 'denied', message: { id: 'rollback-run.not-here' } },
    })
    valueOf(await bench.begin('shown'))
    expect(await bench.begin('shown')).toMatchObject({ ok: false, failure: { code: 'conflict' } })
  })

  it('whoever does not lead it; until they take it over, or its window is gone', async () => {
    await using bench = await openRollbackBench(runbookOf(twoSteps))
    const other = openWindow('other')
    valueOf(await bench.begin())
    expect(bench.status(other.client)).toMatchObject({
      isElsewhere: true,
      choices: ['take-over'],
    })
    for (const refused of [
      await bench.act('code', undefined, other.context),
      await bench.handlers['rollback.abort']({ ...bench.own, reason: 'No.' }, other.context),
    ])
      expect(refused).toMatchObject({ ok: false, failure: { code: 'denied' } })
    valueOf(await bench.handlers['rollback.take-over']({ ...bench.own, by: 'Bob' }, other.context))
    expect(bench.status()).toMatchObject({ isElsewhere: true, driver: 'Bob' })
    expect(await bench.act('code')).toMatchObject({ ok: false, failure: { code: 'denied' } })
    valueOf(await bench.act('code', undefined, other.context))
    expect(await bench.until('code', 'passed')).toMatchObject({ by: 'Bob' })
    other.close()
    expect(bench.status().isElsewhere).toBe(false)
    valueOf(await bench.goOn('code'))
    valueOf(
      await bench.handlers['rollback.hand-over'](
        { ...bench.own, to: 'Cleo' },
        bench.window.context,
      ),
    )
    // Whoever presses on says who it is: nothing is written under the name of somebody who is not there.
    const choices = ['take-over', 'abort']
    const handed = { driver: 'Cleo', awaits: 'Cleo', isElsewhere: false, choices }
    expect(bench.status()).toMatchObject(handed)
    expect(await bench.act('up')).toMatchObject({
      ok: false,
      failure: { code: 'denied', message: { id: 'rollback-run.awaited' } },
    })
    const { context } = bench.window
    valueOf(await bench.handlers['rollback.take-over']({ ...bench.own, by: 'Dora' }, context))
    expect(bench.status()).toMatchObject({ driver: 'Dora' })
    expect(bench.status().awaits).toBeUndefined()
    expect(bench.acted()).toEqual(['code'])
    valueOf(await bench.act('up'))
    const { by } = await bench.until('up', 'passed')
    expect(by).toBe('Dora')
  })

  it('to give up what awaits somebody, without a name; with one it is theirs, and at once', async () => {
    await using bench = await openRollbackBench(runbookOf(twoSteps))
    const other = openWindow('other')
    valueOf(await bench.begin())
    const { context } = bench.window
    valueOf(await bench.handlers['rollback.hand-over']({ ...bench.own, to: 'Bob' }, context))
    const giveUp = { ...bench.own, reason: 'It runs wrong.' }
    expect(await bench.handlers['rollback.abort'](giveUp, context)).toMatchObject({
      ok: false,
      failure: { code: 'denied', message: { id: 'rollback-run.awaited' } },
    })
    expect(bench.status()).toMatchObject({ awaits: 'Bob' })
    valueOf(await bench.handlers['rollback.take-over']({ ...bench.own, by: 'Bob' }, other.context))
    // Who leads it is no longer awaited: another window does not take it away by giving up.
    expect(await bench.handlers['rollback.abort']({ ...giveUp, by: 'Ada' }, context)).toMatchObject(
      { ok: false, failure: { code: 'denied', message: { id: 'rollback-run.elsewhere' } } },
    )
    valueOf(await bench.handlers['rollback.hand-over']({ ...bench.own, to: 'Cleo' }, other.context))
    valueOf(await bench.handlers['rollback.abort']({ ...giveUp, by: 'Ada' }, context))
    expect(bench.status()).toMatchObject({ driver: 'Ada', state: 'aborted' })
  })

  it('an edit in the middle: the plan stays as it was begun', async () => {
    const runbook = runbookOf(twoSteps)
    await using bench = await openRollbackBench(runbook)
    valueOf(await bench.begin())
    const toHash = await bench.open(runbook.replace('echo code', 'echo other'))
    valueOf(
      await bench.handlers['runbook.adopt']({ runId: bench.runId, toHash }, bench.window.context),
    )
    valueOf(await bench.act('code'))
    await bench.until('code', 'passed')
    expect(bench.acted()).toEqual(['code'])
    const plan = valueOf(await bench.handlers['rollback.plan'](bench.own, bench.window.context))
    expect(JSON.stringify(plan)).not.toContain('echo other')
  })
})

describe('what holds though its command did not', () => {
  it('is said to, in the step and in the history', async () => {
    await using bench = await openRollbackBench(
      runbookOf(`
  - id: code
    title: The last code
    why: It was good.
    ${acts('code', 'printf 4.1 > version; exit 3')}
    verify: [${holds('version', '4.1')}]
`),
    )
    valueOf(await bench.begin())
    valueOf(await bench.act('code'))
    await bench.until('code', 'failed')
    valueOf(await bench.handlers['rollback.verify'](bench.own, bench.window.context))
    expect(await bench.until('code', 'passed')).toMatchObject({ outcome: 'failed' })
    const verified = bench.bodies().findLast((body) => body.type === 'rollback.verified')
    expect(verified).toMatchObject({ verdict: 'passed', though: 'failed' })
    const { runId } = bench
    const input = { runId, format: 'markdown', locale: 'en' } as const
    const report = await bench.handlers['run.report'](input, bench.window.context)
    expect(valueOf(report).text).toContain('Verified, though the command failed: The last code')
    const sound = await bench.handlers['run.verify']({ runId }, bench.window.context)
    expect(valueOf(sound)).toMatchObject({ valid: true })
  })
})

describe('in other ways', () => {
  it('shown: every step is walked through and nothing is run', async () => {
    await using bench = await openRollbackBench(runbookOf(twoSteps), { environment: 'production' })
    valueOf(await bench.begin('shown'))
    expect(await bench.act('code')).toMatchObject({ ok: false, failure: { code: 'conflict' } })
    valueOf(await bench.goOn('code'))
    valueOf(await bench.goOn('up'))
    expect(bench.status()).toMatchObject({ state: 'rehearsed', mode: 'shown' })
    expect(bench.status().steps.map(({ state }) => state)).toEqual(['shown', 'shown'])
    expect(bench.acted()).toEqual([])
  })

  it('a rehearsal that ends well is the clock of the next, and one that was only shown is not', async () => {
    await using bench = await openRollbackBench(runbookOf(twoSteps))
    valueOf(await bench.begin('shown'))
    valueOf(await bench.goOn('code'))
    valueOf(await bench.goOn('up'))
    valueOf(await bench.begin('rehearsal'))
    expect(bench.status().rehearsedMs).toBeUndefined()
    for (const id of ['code', 'up']) {
      valueOf(await bench.act(id))
      await bench.until(id, 'passed')
      valueOf(await bench.goOn(id))
    }
    const over = await bench.untilOver('rehearsed')
    const took = Date.parse(over.endedAt ?? '') - Date.parse(over.startedAt)
    valueOf(await bench.begin())
    expect(bench.status().rehearsedMs).toBe(took)
  })

  it('given up while something runs: that is stopped, and the safe state is said', async () => {
    await using bench = await openRollbackBench(
      runbookOf(`
  - id: long
    title: A long one
    why: It takes time.
    ${acts('long', 'echo begun; sleep 300; echo never >> acts')}
    verify: [${holds('health', 'up')}]
`),
    )
    valueOf(await bench.begin())
    valueOf(await bench.act('long'))
    await vi.waitFor(() => expect(bench.step('long').output).toBe('begun'), soon)
    expect(bench.status().choices).toEqual(['hand-over', 'abort'])
    const abort = { ...bench.own, reason: 'Too long.' }
    valueOf(await bench.handlers['rollback.abort'](abort, bench.window.context))
    expect(bench.status()).toMatchObject({ state: 'aborted', choices: [] })
    expect(bench.step('long').state).toBe('outcome-unknown')
    expect(bench.bodies().at(-1)).toMatchObject({
      type: 'rollback.ended',
      safeState: 'The queue waits.',
      reason: 'Too long.',
    })
    expect(bench.acted()).toEqual(['long'])
  })

  it('a secret that a step says is nowhere to be read, while it runs and after', async () => {
    await using bench = await openRollbackBench(
      runbookOf(`
  - id: talk
    title: It talks
    why: Some do.
    ${acts('talk', 'printf %s ${secrets.token} | cut -c 1-6; printf %s ${secrets.token}; while [ ! -e go ]; do sleep 0.05; done; echo')}
    unverified: Nothing to see.
`),
      { profile: 'secrets: { token: { env: WARROOM_TEST_TOKEN } }\n' },
    )
    valueOf(await bench.begin())
    valueOf(await bench.act('talk'))
    await vi.waitFor(() => expect(bench.step('talk').output).toContain('«token»'), soon)
    bench.write('go', '')
    const done = await bench.until('talk', 'passed')
    expect(done.output).toContain('«token»')
    expect(JSON.stringify([bench.events(), done])).not.toContain(secret)
  })

  it('what overruns is stopped, its outcome is unknown, and it is looked at before all else', async () => {
    await using bench = await openRollbackBench(
      runbookOf(`
  - id: long
    title: A long one
    why: It takes time.
    ${acts('long', 'sleep 300')}
    timeout: 1s
    verify: [${holds('health', 'up')}]
`),
    )
    bench.write('health', 'up')
    valueOf(await bench.begin())
    valueOf(await bench.act('long'))
    const step = await bench.until('long', 'passed')
    expect(step.attempts).toBe(1)
    expect(bench.bodies().find(({ type }) => type === 'rollback.acted')).toMatchObject({
      outcome: 'unknown',
    })
    expect(bench.acted().length).toBeLessThanOrEqual(1)
  })

  it('closed and opened again, it stands where it stood, and looks by itself', async () => {
    await using bench = await openRollbackBench(runbookOf(twoSteps))
    valueOf(await bench.begin())
    valueOf(await bench.act('code'))
    await bench.until('code', 'passed')
    valueOf(await bench.goOn('code'))
    valueOf(await bench.act('up'))
    await bench.until('up', 'passed')
    bench.write('health', 'down')
    valueOf(await bench.goOn('up'))
    await bench.reopen()
    expect(bench.status()).toMatchObject({ state: 'running', isElsewhere: false })
    bench.write('health', 'up')
    await bench.untilOver('back')
    expect(bench.acted()).toEqual(['code', 'up'])
  })

  it('taken over on another laptop, from an export made in the middle of a step', async () => {
    await using first = await openRollbackBench(
      runbookOf(`
  - id: code
    title: The last code
    why: It was good.
    ${acts('code', 'while [ ! -e go ]; do sleep 0.05; done; printf 4.1 > version')}
    verify: [${holds('version', '4.1')}]
`),
    )
    valueOf(await first.begin())
    valueOf(await first.act('code'))
    const { runId, rollbackId } = first.own
    const about = { runId, rollbackId, stepId: 'code' }
    const { base64 } = valueOf(await first.handlers['run.export']({ runId }, first.window.context))

    using folder = temporaryFolder()
    await using stack = new AsyncDisposableStack()
    const host = { log: { error: () => undefined }, onPower: () => () => undefined }
    const engine = valueOf(await createEngine({ dataDir: folder.dir, host }))
    stack.defer(() => engine.dispose())
    const { handlers, sources } = engine.service
    const { context } = openWindow('second')
    valueOf(await handlers['run.import']({ base64 }, context))
    const status = () => valueOf(sources.rollbacks({ runId }, context)).get(rollbackId)
    const underWay = () => valueOf(sources.engine({}, context)).get('status')?.rollbacks
    // What was only read in is nobody's to act on.
    expect(underWay()).toEqual([])
    expect(status()).toMatchObject({ choices: [], steps: [{ state: 'outcome-unknown' }] })
    expect(await handlers['rollback.verify']({ runId, rollbackId }, context)).toMatchObject({
      ok: false,
      failure: { code: 'read-only' },
    })
    valueOf(await handlers['run.take-over']({ runId, by: 'Bob' }, context))
    expect(underWay()).toEqual([{ runId, rollbackId, mode: 'real' }])
    expect(await handlers['run.take-over']({ runId, by: 'Bob' }, context)).toMatchObject({
      ok: false,
    })
    // Nothing is done there under the name of who led it elsewhere.
    const choices = ['take-over', 'abort']
    expect(status()).toMatchObject({ driver: 'Ada', awaits: 'Bob', choices })
    expect(await handlers['rollback.skip']({ ...about, reason: 'No.' }, context)).toMatchObject({
      ok: false,
      failure: { code: 'denied' },
    })
    valueOf(await handlers['rollback.take-over']({ runId, rollbackId, by: 'Bob' }, context))
    expect(status()).toMatchObject({ driver: 'Bob', at: 'code' })
    expect(status()?.awaits).toBeUndefined()
    expect(status()?.choices).not.toContain('act')
    first.write('health', 'up')
    first.write('go', '')
    await vi.waitFor(() => expect(status()?.steps[0]?.state).toBe('passed'), soon)
    valueOf(await handlers['rollback.go-on']({ ...about, way: 'next' }, context))
    await vi.waitFor(() => expect(status()?.state).toBe('back'), soon)
    expect(first.acted()).toEqual(['code'])
    expect(valueOf(await handlers['run.verify']({ runId }, context))).toMatchObject({ valid: true })
  })

  it(
    'a window of what a monitor sees, since the step was done, verifies like a look',
    { timeout: 90_000 },
    async () => {
      await using bench = await openRollbackBench(
        runbookOf(`
  - id: code
    title: The last code
    why: It was good.
    ${acts('code', 'printf 4.1 > version')}
    verify:
      - { check: ready, require: availability == 1.0, window: 10s, within: 60s }
`),
      )
      // It fails for a while before: that says nothing of what comes after the step.
      valueOf(await bench.begin())
      await vi.waitFor(() => {
        const seen = bench.bodies().some((body) => body.type === 'monitor.changed')
        if (!seen) throw new Error('nobody has looked yet')
      }, soon)
      valueOf(await bench.act('code'))
      await vi.waitFor(() => expect(bench.step('code').state).toBe('passed'), {
        timeout: 60_000,
        interval: 100,
      })
      expect(bench.step('code').verify).toMatchObject([{ state: 'passed' }])
      const verified = await bench.handlers['run.verify'](
        { runId: bench.runId },
        bench.window.context,
      )
      expect(valueOf(verified)).toMatchObject({ valid: true })
    },
  )
})
