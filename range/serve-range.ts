import type { FromRange, PartStatus, RangeWorkerData, ToRange } from './messages.ts'
import { detailOf } from './part-state.ts'
import { startRange, type Range } from './range.ts'

/** A range that is led by what it is told, on a thread or in a process of its own. */
export interface ServedRange {
  take(said: ToRange): void
  /** Whoever asked for drills is gone: nobody is killed in one until another says hello. */
  engineIsGone(): void
  /** After `stopped`, its last word; with what could not be started, or not be put away. */
  readonly ended: Promise<{ problem?: string }>
}

/** What has to wait until it stands, and until what was wished before is done. */
type Wish = Exclude<ToRange, { type: 'stop' | 'hello' }>

/** Starts it, and leads it until it is told to stop. `tell` and `complain` never throw. */
export function serveRange(
  { dataDir }: RangeWorkerData,
  tell: (said: FromRange) => void,
  {
    start = startRange,
    complain = (problem: string) => void process.stderr.write(`${problem}\n`),
  } = {},
): ServedRange {
  const stop = new AbortController()
  const early: Wish[] = []
  let onWish = (wish: Wish): void => void early.push(wish)
  const parts = new Map<string, PartStatus>()
  /** What holds for good, and the drill: all that who comes later has to know. */
  let standing: FromRange | undefined
  let drill: FromRange | undefined
  let failed: Extract<FromRange, { type: 'failed' }> | undefined
  let last: FromRange | undefined
  const tellAgain = (): void => {
    for (const part of parts.values()) tell({ type: 'part', part })
    // One that is on its way out is ready for nothing.
    const known = stop.signal.aborted ? [failed, last] : [failed ?? standing, drill]
    for (const said of known) if (said) tell(said)
  }
  let enginePid: number | undefined
  let onEngine = (): void => {}
  const engineIs = (pid: number | undefined): void => {
    enginePid = pid
    onEngine()
  }

  async function run(): Promise<{ problem?: string }> {
    try {
      await using range = await start({
        ...(dataDir !== undefined && { dataDir }),
        signal: stop.signal,
        onPart(part) {
          parts.set(part.name, part)
          tell({ type: 'part', part })
        },
        onDrill(state) {
          drill = state
          if (state && !last) tell(state)
        },
      })
      // One after the other: a worker that is on its way back is not sent away meanwhile.
      let done = Promise.resolve()
      onWish = (wish) => {
        done = done
          .then(() => (stop.signal.aborted ? undefined : grant(range, wish, tell)))
          .catch((error: unknown) => complain(`${wish.type}: ${detailOf(error)}`))
      }
      onEngine = () => range.drill.engineIs(enginePid)
      onEngine()
      early.forEach(onWish)
      standing = readyOf(range)
      tell(standing)
      await aborted(stop.signal)
    } catch (error) {
      // Given up while it was started.
      if (error !== stop.signal.reason) failed = { type: 'failed', detail: detailOf(error) }
    }
    if (failed) tell(failed)
    last = { type: 'stopped' }
    tell(last)
    return failed ? { problem: failed.detail } : {}
  }

  return {
    take(said) {
      if (said.type === 'stop') return stop.abort()
      // At once, whatever a wish takes: who is there now is who may be killed.
      if (said.type === 'hello' || said.type === 'drill') engineIs(said.enginePid)
      if (said.type === 'hello') tellAgain()
      else onWish(said)
    },
    engineIsGone: () => engineIs(undefined),
    ended: run(),
  }
}

function readyOf(range: Range): FromRange {
  const { profileName, profileText, runbooks, drillRunbooks } = range
  return {
    type: 'ready',
    profileName,
    profileText,
    runbooks: [...runbooks],
    degradations: [...range.degradations.possible],
    drillKinds: [...range.drill.possible],
    drillRunbooks,
  }
}

async function grant(range: Range, wish: Wish, tell: (said: FromRange) => void): Promise<void> {
  switch (wish.type) {
    case 'fault':
      range.services[wish.service].fault = wish.fault
      return
    case 'drill':
      return range.drill.begin(wish)
    case 'end-drill':
      return range.drill.end(wish.drillId)
    case 'degrade':
      return degrade(range, wish, tell)
  }
}

async function degrade(
  { degradations }: Range,
  { kind, on }: Extract<Wish, { type: 'degrade' }>,
  tell: (said: FromRange) => void,
): Promise<void> {
  try {
    await degradations.set(kind, on)
    tell({ type: 'degraded', kind, on })
  } catch (error) {
    tell({ type: 'degraded', kind, on, problem: detailOf(error) })
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
