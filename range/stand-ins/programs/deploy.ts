import { setTimeout as wait } from 'node:timers/promises'

import { versions, type Version } from '../versions.ts'
import { complained, said, type Call, type Printed, type ProgramStandIn } from './programs.ts'

/** Puts a version of something in service. */
export type PutInService = (version: Version) => Promise<void>

export interface Deploy {
  /** `deploy NAME VERSION` */
  readonly program: ProgramStandIn
  /** Told once, at the moment the next deployment of it begins, which waits for it and goes on whatever it did. */
  onNext(name: string, listener: () => Promise<void> | void): void
  /** Nobody is told any more. */
  forgetListener(): void
}

/** Each line of it takes a moment, as a pull and a start do. */
const lineMs = 500

export function createDeploy(things: Readonly<Record<string, PutInService>>): Deploy {
  let trap: { name: string; listener: () => Promise<void> | void } | undefined
  /** One after the other. */
  let turn: Promise<unknown> = Promise.resolve()

  async function deploy(
    name: string,
    version: string,
    say: (line: string) => void,
  ): Promise<Printed> {
    const putInService = Object.hasOwn(things, name) ? things[name] : undefined
    if (!putInService) return complained(`deploy: ${name} is none of ${namesOf(things)}`, 2)
    const known = versions.find((one) => one === version)
    if (!known) return complained(`deploy: ${name} ${version} is none of ${versions.join(', ')}`, 2)
    if (trap?.name === name) {
      const { listener } = trap
      trap = undefined
      await tell(listener)
    }
    say(`${name}: pulling ${version}`)
    await wait(lineMs)
    say(`${name}: starting ${version}`)
    await wait(lineMs)
    await putInService(known)
    return said(`${name}: ${version} is in service`)
  }

  return {
    program({ args: [name = '', version = '', ...more] }: Call, say) {
      if (name === '' || version === '' || more.length > 0)
        return complained('usage: deploy NAME VERSION', 2)
      const printed = turn.then(() => deploy(name, version, say))
      turn = printed.catch(() => {})
      return printed
    },
    onNext(name, listener) {
      trap = { name, listener }
    },
    forgetListener() {
      trap = undefined
    },
  }
}

async function tell(listener: () => Promise<void> | void): Promise<void> {
  try {
    await listener()
  } catch {
    // Whatever it did, and whether it could: the deployment goes on.
  }
}

const namesOf = (things: object) => Object.keys(things).join(', ')
