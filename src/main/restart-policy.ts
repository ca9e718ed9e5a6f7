const mostDeaths = 3
const withinMs = 60_000

/** Decides whether what died is started again: three deaths in a minute, and it is not. */
export interface RestartPolicy {
  onDeath(atMs: number): 'restart' | 'stop'
  /** The user asked for another try: earlier deaths no longer count. */
  forgive(): void
}

export function createRestartPolicy(): RestartPolicy {
  let deaths: number[] = []
  return {
    onDeath(atMs) {
      deaths = [...deaths.filter((earlier) => atMs - earlier < withinMs), atMs]
      return deaths.length >= mostDeaths ? 'stop' : 'restart'
    },
    forgive() {
      deaths = []
    },
  }
}
