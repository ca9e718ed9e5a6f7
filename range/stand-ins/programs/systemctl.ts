import { complained, said, type Call, type Printed } from './programs.ts'

/** A service's unit, and what systemd would start. */
export interface Unit {
  start: () => Promise<AsyncDisposable>
  runs: AsyncDisposable | undefined
  /** systemd cannot. */
  refuses?: boolean
}

/** What `systemctl` says and does, over services of this process. */
export function createSystemctl(units: ReadonlyMap<string, Unit>) {
  return async ({ args }: Call): Promise<Printed> => {
    const [verb] = args
    const name = args.at(-1) ?? ''
    const unit = units.get(name)
    if (!unit) return complained(`Unit ${name}.service could not be found.`, 5)
    if (verb === 'is-active')
      return unit.runs ? said('active') : { exitCode: 3, on: 'stdout', text: 'inactive' }
    if (unit.refuses) return complained(`Job for ${name}.service canceled.`)
    if (verb !== 'stop' && verb !== 'start' && verb !== 'restart')
      return complained(`Unknown command verb ${verb}.`)
    const running = unit.runs
    if (verb !== 'start') {
      unit.runs = undefined
      await running?.[Symbol.asyncDispose]()
    }
    if (verb !== 'stop') unit.runs ??= await unit.start()
    return said('')
  }
}
