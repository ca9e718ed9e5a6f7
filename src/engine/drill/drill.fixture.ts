import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { vi } from 'vitest'

import type { FromRange, ToRange } from '../../../range/messages.ts'
import type { DrillKind, DrillResult } from '../../shared/model/drill.ts'
import type { CallInput } from '../../shared/rpc/contract.ts'
import type { RangeStatus } from '../../shared/rpc/views.ts'
import { createEngine } from '../create-engine.ts'
import type { RangeChannel, RangeHost } from '../practice/range-host.ts'
import { acts, holds, openWindow, runbookOf, soon } from '../rollback/rollback.fixture.ts'
import type { CallContext } from '../rpc/service.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

type Ready = Extract<FromRange, { type: 'ready' }>
type DrillState = Extract<FromRange, { type: 'drill' }>['state']

/** What a range keeps of the drill that it was asked for, whoever asks next. */
interface RangeMemory {
  asked?: Extract<ToRange, { type: 'drill' }>
  brokenAt?: string
}

/** The far side of a range's channel, which says what a test has it say. */
function rangeDouble(ready: Ready, isLeft: boolean, memory: RangeMemory) {
  const heard: ToRange[] = []
  let exited = Promise.withResolvers<{ problem?: string }>()
  let listener: ((said: FromRange) => void) | undefined
  const waiting: FromRange[] = []
  const say = (said: FromRange) => {
    if (listener) listener(said)
    else waiting.push(said)
  }
  const channel = (): RangeChannel => ({
    post(said) {
      heard.push(said)
      if (said.type === 'drill') Object.assign(memory, { asked: said, brokenAt: undefined })
      if (said.type !== 'stop') return
      say({ type: 'stopped' })
      exited.resolve({})
    },
    onMessage(on) {
      listener = on
      for (const said of waiting.splice(0)) on(said)
    },
    kill: () => exited.resolve({}),
    exited: exited.promise,
  })
  const host: RangeHost = {
    outlivesEngine: isLeft,
    start() {
      exited = Promise.withResolvers()
      return channel()
    },
    ...(isLeft && { left: channel }),
  }
  return {
    host,
    heard,
    say,
    asked: () => memory.asked,
    brokenAt: () => memory.brokenAt,
    ready: (changes: Partial<Ready> = {}) => say({ ...ready, ...changes }),
    /** How the drill stands that it was asked for. */
    drill(state: DrillState, more: { at?: string; drillId?: string; problem?: string } = {}) {
      if (!memory.asked) throw new Error('it was asked for none')
      const { drillId, kind } = memory.asked
      const at = new Date().toISOString()
      if (state === 'broken') memory.brokenAt ??= at
      const { brokenAt } = memory
      say({ type: 'drill', drillId, kind, state, at, ...(brokenAt && { brokenAt }), ...more })
    },
    /** It ends by itself. */
    die: () => exited.resolve({ problem: 'it fell over' }),
    isToldToMend: (drillId: string) =>
      heard.some((said) => said.type === 'end-drill' && said.drillId === drillId),
  }
}

type RangeDouble = ReturnType<typeof rangeDouble>

const otherPlan = `
\`\`\`yaml rollback
id: other
title: The other plan
when: [Is it the database?]
budget: 5m
safe-state: As it is.
steps:
  - id: look
    title: Look elsewhere
    why: It might be there.
    ${acts('look')}
    verify:
      - ${holds('version', '4.2')}
done:
  - { command: { run: "true" }, id: done, title: Done, expect: exit_code == 0, times: 1, every: 100ms, within: 5s }
\`\`\`
`

/** An engine whose range is a double at the channel, and whose drill's runbook leads back two files. */
export async function openDrillBench(options: { kinds?: DrillKind[] } = {}) {
  const folder = temporaryFolder()
  const at = (name: string) => join(folder.dir, name)
  mkdirSync(at('range'))
  const runbook = runbookOf(`
  - id: code
    title: The old code
    why: It worked.
    ${acts('code', 'echo 4.1 > version; echo up > health')}
    verify:
      - ${holds('version', '4.1')}`)
  const write = (name: string, text: string) => writeFileSync(at(name), text)
  write('range/drill.en.md', runbook + otherPlan)
  write('range/drill.fr.md', `${runbook}${otherPlan}\nEn français.\n`)
  write('version', '4.2')
  write('health', 'down')
  const ready: Ready = {
    type: 'ready',
    profileName: 'practice',
    profileText: `name: practice\nenvironment: practice\nvariables: { dir: ${folder.dir} }\n`,
    runbooks: [],
    degradations: [],
    drillKinds: options.kinds ?? ['bad-release', 'laptop-killed'],
    drillRunbooks: { en: at('range/drill.en.md'), fr: at('range/drill.fr.md') },
  }
  const open = async (dataDir: string, range: RangeDouble) => {
    const host = {
      log: { error: () => undefined },
      onPower: () => () => undefined,
      range: range.host,
    }
    return valueOf(await createEngine({ dataDir: at(dataDir), host }))
  }
  let dataDir = 'data'
  const memory: RangeMemory = {}
  let range = rangeDouble(ready, false, memory)
  let engine = await open(dataDir, range)
  const engines = [engine]
  const window = openWindow('first')
  const idle: CallContext = { signal: new AbortController().signal }

  const events = (runId: string) =>
    [...valueOf(engine.service.sources.timeline({ runId })).entries()].map(([, event]) => event)
  const drills = () =>
    [...valueOf(engine.service.sources.drills({})).entries()].map(([, one]) => one)
  const rangeStatus = (): RangeStatus | undefined =>
    valueOf(engine.service.sources.range({})).get('status')
  const call = () => engine.service.handlers

  return {
    at,
    runbook,
    /** A runbook of somebody's own. */
    async open(name: string, text: string) {
      write(name, text)
      return valueOf(await call()['runbook.open']({ path: at(name) }, idle)).hash
    },
    idle,
    window,
    events,
    drills,
    rangeStatus,
    get range() {
      return range
    },
    get handlers() {
      return call()
    },
    get sources() {
      return engine.service.sources
    },
    /** Waits until the range is so. */
    untilRange: (state: RangeStatus['state']) =>
      vi.waitFor(() => {
        if (rangeStatus()?.state !== state) throw new Error(`it is ${rangeStatus()?.state}`)
      }, soon),
    start: (input: Partial<CallInput<'drill.start'>> = {}, context = idle) =>
      call()['drill.start']({ by: 'Ada', begins: 'at-once', locale: 'en', ...input }, context),
    /** The range is there, and a drill under way. */
    async begun(input: Partial<CallInput<'drill.start'>> = {}) {
      const isThere = rangeStatus()?.state === 'running'
      const started = this.start(input)
      if (!isThere) range.ready()
      const drill = valueOf(await started)
      range.drill('waiting')
      return drill
    },
    /** Begins a plan, and goes through its one step to its end. */
    async lead(
      runId: string,
      planId: 'back' | 'other' = 'back',
      mode: 'real' | 'rehearsal' = 'real',
    ) {
      const stepId = planId === 'back' ? 'code' : 'look'
      const { rollbackId } = valueOf(
        await call()['rollback.start'](
          { runId, planId, mode, by: 'Ada', answers: planId === 'back' ? [true, true] : [true] },
          window.context,
        ),
      )
      const about = { runId, rollbackId, stepId }
      const { token } = valueOf(await call()['rollback.preview'](about, window.context))
      valueOf(await call()['rollback.act']({ ...about, agreed: { token } }, window.context))
      const status = () =>
        valueOf(engine.service.sources.rollbacks({ runId }, { client: window.client })).get(
          rollbackId,
        )
      await vi.waitFor(() => {
        const state = status()?.steps[0]?.state
        if (state !== 'passed') throw new Error(`it is ${state}`)
      }, soon)
      valueOf(await call()['rollback.go-on']({ ...about, way: 'next' }, window.context))
      await vi.waitFor(() => {
        if (status()?.endedAt === undefined) throw new Error(`it is ${status()?.state}`)
      }, soon)
      return rollbackId
    },
    ended: (drillId: string): Promise<DrillResult> =>
      vi.waitFor(() => {
        const found = drills().find((drill) => drill.drillId === drillId)
        if (!found?.result) throw new Error('it goes on')
        return found.result
      }, soon),
    /** The engine is gone at this moment, as by a kill; another opens what it left. */
    async killed(isRangeLeft: boolean) {
      const from = dataDir
      dataDir = `data-${engines.length}`
      cpSync(at(from), at(dataDir), { recursive: true })
      range = rangeDouble(ready, isRangeLeft, memory)
      engine = await open(dataDir, range)
      engines.push(engine)
    },
    /** Another Warroom on the same folder. */
    async reader() {
      const other = await open(dataDir, rangeDouble(ready, false, {}))
      engines.push(other)
      return other.service
    },
    /** It is closed in order, and opened again. */
    async reopened() {
      await engine.dispose()
      range = rangeDouble(ready, false, memory)
      engine = await open(dataDir, range)
      engines.splice(-1, 1, engine)
    },
    async [Symbol.asyncDispose]() {
      for (const one of engines.toReversed()) await one.dispose()
      folder[Symbol.dispose]()
    },
  }
}
