import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

import { parse } from 'yaml'

import { profileSchema } from '../../src/shared/model/profile.ts'
import type { Range } from '../range.ts'

const run = promisify(execFile)

export async function profileOf(range: Pick<Range, 'profilePath'>) {
  return profileSchema.parse(parse(await readFile(range.profilePath, 'utf8')))
}

/** Runs a command on the range's host as anybody would: by the system's own `ssh`. */
export async function onTheBox(range: Range, command: string): Promise<string> {
  const box = (await profileOf(range)).hosts['box']
  if (!box || !('ssh' in box)) throw new Error('the range has no box')
  const { host, port, user, identityFile = '', knownHostsFile } = box.ssh
  const options = ['-o', `UserKnownHostsFile=${knownHostsFile}`, '-o', 'BatchMode=yes']
  const where = ['-F', 'none', '-i', identityFile, '-p', String(port), `${user}@${host}`]
  return (await run('ssh', [...options, ...where, command])).stdout.trim()
}
