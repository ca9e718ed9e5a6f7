import type { FromRange, PartStatus, RangeWorkerData, ToRange } from './messages.ts'
import { startRange, type Range } from './range.ts'

/** A range that is led by what it is told, on a thread or in a process of its own. */
export interface ServedRange {
  take(said: ToRange): void
  /** After `stopped`, its last word. */
  readonly ended: Promise<void>
}

/** What has to wait until it stands. */
type Wish = Exclude<ToRange, { type: 'stop' }>

/** Starts it, and leads it until it is told to stop. `tell` never throws. */
export function serveRange(
  { dataDir }: RangeWorkerData,
  tell: (said: FromRange) => void,
): ServedRange {
  const stop = new AbortController()
  const early: Wish[] = []
  let onWish = (wish: Wish): void => void early.push(wish)
  const parts = new Map<string, PartStatus>()
  /** What holds for good, and the drill: all that who comes later has to know. */
  let standing: FromRange | undefined
  let drill: FromRange | undefined
  let last: FromRange | undefined
  const tellAgain = (): void => {
    for (const part of parts.values()) tell({ type: 'part', part })
    for (const said of [standing, drill, last]) if (said) tell(said)
  }

  async function run(): Promise<void> {
    try {
      await using range = await startRange({
        ...(dataDir !== undefined && { dataDir }),
        signal: stop.signal,
        onPart(part) {
          parts.set(part.name, part)
          tell({ type: 'part', part })
        },
        onDrill(state) {
          drill = state
          if (state) tell(state)
        },
      })
      // One after the other: a worker that is on its way back is not sent away meanwhile.
      let done = Promise.resolve()
      onWish = (wish) => {
        done = done.then(() => grant(range, wish, tell))
      }
      early.forEach(onWish)
      standing = readyOf(range)
      tell(standing)
      await aborted(stop.signal)
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      standing = { type: 'failed', detail }
      if (!stop.signal.aborted) tell(standing)
    }
    last = { type: 'stopped' }
    tell(last)
  }

  return {
    take(said) {
      if (said.type === 'stop') return stop.abort()
      if (said.type === 'hello') tellAgain()
      onWish(said)
    },
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
    case 'hello':
      if (wish.enginePid !== undefined) range.drill.engineIs(wish.enginePid)
      return
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
    const problem = error instanceof Error ? error.message : String(error)
    tell({ type: 'degraded', kind, on, problem })
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
