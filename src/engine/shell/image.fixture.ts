import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

import { parseLdd } from '../../../range/parts/image.ts'

const execute = promisify(execFile)

/** An image of a few of this machine's own programs: there may be no registry to pull one from. */
export async function makeImage(
  folder: string,
  tag: string,
  programs: readonly string[],
): Promise<void> {
  const stage = await mkdtemp(join(folder, 'image-'))
  for (const program of programs) {
    const { stdout } = await execute('ldd', [program])
    for (const file of [program, ...parseLdd(stdout)]) {
      await mkdir(join(stage, dirname(file)), { recursive: true })
      await cp(file, join(stage, file), { dereference: true })
    }
  }
  const tar = join(folder, `${tag}.tar`)
  await execute('tar', ['--create', '--file', tar, '--directory', stage, '.'])
  await execute('docker', ['import', '--change', 'ENV PATH=/usr/bin:/bin', tar, tag])
}
