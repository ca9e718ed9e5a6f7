import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import type { Account } from './process.ts'

const run = promisify(execFile)

async function numberOf(flag: '-u' | '-g', user: string): Promise<number> {
  return Number((await run('id', [flag, user])).stdout.trim())
}

/**
 * Whom a server that refuses root runs as: the first of these users that exists, where we are root.
 * Undefined where we are an ordinary user: ourselves will do.
 */
export async function ordinaryAccount(users: readonly string[]): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  for (const user of users) {
    try {
      return { uid: await numberOf('-u', user), gid: await numberOf('-g', user) }
    } catch {
      // No such user here: the next one.
    }
  }
  throw new Error(`none of the users ${users.join(', ')} exists`)
}
