import type { ServerProcess } from './process.ts'

/** A server that a drill may take down, and bring back where it was with what it had on its disk. */
export interface Restartable {
  /** Does nothing when it is so already. */
  setDown(down: boolean): Promise<void>
}

export interface RestartableServer extends ServerProcess, Restartable {}

/** `start` starts it, each time in the same place. Its `ended` says nothing of an end that was asked for here. */
export async function startRestartable(
  start: () => Promise<ServerProcess>,
): Promise<RestartableServer> {
  const ended = Promise.withResolvers<void>()
  const startWatched = async () => {
    const started = await start()
    const onEnded = (): void => {
      if (server === started) ended.resolve()
    }
    void started.ended.then(onEnded)
    return started
  }
  let server: ServerProcess | undefined
  let latest = (server = await startWatched())
  let isGone = false
  /** One after the other: what is on its way down is not brought back meanwhile. */
  let done = Promise.resolve()
  const follow = (act: () => Promise<void>) => {
    const turn = done.then(act)
    done = turn.catch(() => {})
    return turn
  }
  return {
    output: () => latest.output(),
    ended: ended.promise,
    setPaused: (paused) => latest.setPaused(paused),
    setDown: (down) =>
      follow(async () => {
        // Its place is taken away with it: nothing comes back there.
        if (isGone || down === (server === undefined)) return
        if (down) {
          server = undefined
          await latest[Symbol.asyncDispose]()
        } else latest = server = await startWatched()
      }),
    [Symbol.asyncDispose]: () =>
      follow(async () => {
        isGone = true
        await server?.[Symbol.asyncDispose]()
        ended.resolve()
      }),
  }
}
