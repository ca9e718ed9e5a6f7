import type { FromRange, ToRange } from '../../../range/messages.ts'
import { message, type Locale, type Message } from '../../shared/messages/message.ts'
import type { DrillKind } from '../../shared/model/drill.ts'
import { assertNever, failure, ok, type Result } from '../../shared/result.ts'
import type { RangeStatus } from '../../shared/rpc/views.ts'
import { createKeyedStore, type KeyedSource } from '../rpc/keyed-source.ts'
import type { CallHandlers } from '../rpc/service.ts'
import type { RangeChannel, RangeHost } from './range-host.ts'

/** What the range leaves in Warroom while it runs. */
export interface PracticeSurroundings {
  host: RangeHost
  /** Another Warroom holds this folder, and what is in it. */
  readOnly: boolean
  profile(name: string): Promise<Result<{ text: string }>>
  saveProfile(name: string, text: string): Promise<Result<unknown>>
  deleteProfile(name: string): Promise<Result<unknown>>
  openRunbook(path: string): Promise<Result<{ hash: string }>>
  forgetRunbook(hash: string): Promise<Result<unknown>>
  /** Where it makes its folder, of which nothing stays. */
  dataDir?: string
}

/** “Practice” on Home: the range, started and stopped from the screens. */
export interface PracticeRange extends AsyncDisposable {
  readonly handlers: Pick<CallHandlers, 'range.start' | 'range.stop'>
  readonly status: KeyedSource<RangeStatus>
  readonly drill: DrillGround
}

export type DrillSaid = Extract<FromRange, { type: 'drill' }>

/** The range as a drill knows it. */
export interface DrillGround {
  /** It goes on when the engine dies: so the engine may be killed in a drill. */
  readonly outlivesEngine: boolean
  /** Opens the drill's runbook, which goes again when the range does. */
  openRunbook(locale: Locale): Promise<Result<{ hash: string }>>
  /** One that was opened before the engine was started again. */
  ownRunbook(hash: string): void
  begin(drill: { drillId: string; kind: DrillKind; afterMs: number }): void
  end(drillId: string): void
  /** What is wrong with the range, although it runs. */
  tellProblem(problem: Message): void
  onSaid(listener: (said: DrillSaid) => void): () => void
}

/** Tells a profile that the range wrote, and may replace, from one that somebody else did. */
const mark = '# Written by Warroom’s practice range, and removed when it stops.\n'
/** As the range names it. */
const usualProfileName = 'practice'
/** The range has a deadline of its own for each part; past this one it is ended. */
const stopWithinMs = 20_000
const stopped: RangeStatus = { state: 'stopped', parts: [] }
interface Running {
  channel: RangeChannel
  exited: Promise<void>
}

/** A part is told of again when it ends by itself: in its place. */
function withPart(
  parts: RangeStatus['parts'],
  part: RangeStatus['parts'][number],
): RangeStatus['parts'] {
  const isKnown = parts.some(({ name }) => name === part.name)
  return isKnown ? parts.map((each) => (each.name === part.name ? part : each)) : [...parts, part]
}

export function createPracticeRange(around: PracticeSurroundings): PracticeRange {
  const status = createKeyedStore<RangeStatus>([['status', stopped]])
  const now = () => status.get('status') ?? stopped
  const change = (changes: Partial<RangeStatus>) => status.set('status', { ...now(), ...changes })
  const drillListeners = new Set<(said: DrillSaid) => void>()
  const ownRunbooks = new Set<string>()
  let drillRunbooks: Extract<FromRange, { type: 'ready' }>['drillRunbooks'] | undefined
  let running: Running | undefined

  async function settleIn(ready: Extract<FromRange, { type: 'ready' }>): Promise<void> {
    const { profileName } = ready
    const present = await around.profile(profileName)
    if (present.ok && !present.value.text.startsWith(mark)) {
      return giveUp({ problem: message('range.profile-taken', { name: profileName }) })
    }
    const saved = await around.saveProfile(profileName, mark + ready.profileText)
    if (!saved.ok) return giveUp({ problem: saved.failure.message })
    const runbooks: string[] = []
    for (const { path } of ready.runbooks) {
      const opened = await around.openRunbook(path)
      if (opened.ok) runbooks.push(opened.value.hash)
    }
    // Somebody may have stopped it meanwhile: then what was just left here goes again.
    drillRunbooks = ready.drillRunbooks
    const { outlivesEngine } = around.host
    const drillKinds = ready.drillKinds.filter((kind) => outlivesEngine || kind !== 'laptop-killed')
    change({ profile: profileName, runbooks, drillKinds })
    if (now().state === 'starting') change({ state: 'running' })
    else await moveOut()
  }

  async function moveOut(): Promise<void> {
    const { profile, runbooks = [] } = now()
    if (profile !== undefined) await around.deleteProfile(profile)
    for (const hash of [...runbooks, ...ownRunbooks]) await around.forgetRunbook(hash)
    ownRunbooks.clear()
    drillRunbooks = undefined
    change({ profile: undefined, runbooks: undefined, drillKinds: undefined })
  }

  /** What a Warroom left here that was killed together with its range. */
  async function sweep(): Promise<void> {
    const present = await around.profile(usualProfileName)
    if (running || !present.ok || !present.value.text.startsWith(mark)) return
    await around.deleteProfile(usualProfileName)
  }

  function giveUp(changes: Pick<RangeStatus, 'problem'>): void {
    change({ state: 'failed', ...changes })
    tell({ type: 'stop' })
  }

  function fail(detail: string): void {
    const what = now().profile === undefined ? 'range.not-started' : 'range.broke-off'
    change({ state: 'failed', problem: message(what, { detail }) })
  }

  function breakDown(error: unknown): void {
    fail(error instanceof Error ? error.message : String(error))
    tell({ type: 'stop' })
  }

  function tell(said: ToRange): void {
    running?.channel.post(said)
  }

  /** What the range says is taken in one after the other. */
  async function take(said: FromRange): Promise<void> {
    switch (said.type) {
      case 'part':
        return change({ parts: withPart(now().parts, said.part) })
      case 'ready':
        // Told again to one that asked just when it was told.
        return now().profile === undefined ? settleIn(said) : undefined
      case 'failed':
        return fail(said.detail)
      case 'drill':
        for (const listener of drillListeners) listener(said)
        return
      case 'degraded':
      case 'stopped':
        return
      default:
        assertNever(said)
    }
  }

  function follow(channel: RangeChannel): void {
    status.set('status', { state: 'starting', parts: [] })
    let taken: Promise<void> = Promise.resolve()
    channel.onMessage((said) => {
      // What cannot be taken in is no reason to be deaf from then on.
      taken = taken.then(() => take(said)).catch(breakDown)
    })
    const end = async (): Promise<void> => {
      const { problem: detail } = await channel.exited
      await taken
      // One that did not stop in time was ended, and has a problem that is nobody's.
      const isExpected = now().state === 'failed' || now().state === 'stopping'
      if (detail !== undefined && !isExpected) fail(detail)
      await moveOut()
      running = undefined
      const { state, problem } = now()
      status.set('status', state === 'failed' ? { ...stopped, state, problem } : stopped)
    }
    running = { channel, exited: end() }
  }

  async function stop(): Promise<void> {
    if (!running) return
    const { channel, exited } = running
    if (now().state !== 'failed') change({ state: 'stopping' })
    tell({ type: 'stop' })
    const late = setTimeout(() => channel.kill(), stopWithinMs)
    await exited
    clearTimeout(late)
  }

  const left = around.host.left?.()
  if (left) {
    follow(left)
    tell({ type: 'hello', enginePid: process.pid })
  } else if (!around.readOnly) void sweep()

  return {
    status,
    handlers: {
      'range.start'() {
        if (running) return Promise.resolve(failure('conflict', message('range.already-running')))
        follow(around.host.start({ dataDir: around.dataDir }))
        return Promise.resolve(ok(null))
      },
      async 'range.stop'() {
        await stop()
        return ok(null)
      },
    },
    drill: {
      outlivesEngine: around.host.outlivesEngine,
      async openRunbook(locale) {
        if (!drillRunbooks) return failure('unavailable', message('drill.range-gone'))
        const opened = await around.openRunbook(drillRunbooks[locale])
        if (opened.ok) ownRunbooks.add(opened.value.hash)
        return opened
      },
      ownRunbook: (hash) => void ownRunbooks.add(hash),
      begin: (drill) => tell({ type: 'drill', ...drill, enginePid: process.pid }),
      end: (drillId) => tell({ type: 'end-drill', drillId }),
      // Of one that goes nothing is to be made whole.
      tellProblem: (problem) => (now().state === 'running' ? change({ problem }) : undefined),
      onSaid(listener) {
        drillListeners.add(listener)
        return () => drillListeners.delete(listener)
      },
    },
    [Symbol.asyncDispose]: stop,
  }
}
