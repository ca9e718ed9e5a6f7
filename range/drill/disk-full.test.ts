import { execFile } from 'node:child_process'
import { realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { expect, onTestFinished, test } from 'vitest'

import { createTemporaryFolder } from '../parts/process.ts'
import { openDataVolume } from '../stand-ins/data-volume.ts'
import { createDf } from '../stand-ins/programs/df.ts'
import { startPrograms } from '../stand-ins/programs/programs.ts'
import { startService } from '../stand-ins/service.ts'
import { createDiskFull } from './disk-full.ts'

const run = promisify(execFile)

async function openPlace() {
  const opened = new AsyncDisposableStack()
  onTestFinished(() => opened.disposeAsync())
  const folder = opened.use(await createTemporaryFolder('warroom-volume')).path
  const volume = await openDataVolume(join(await realpath(folder), 'the data'))
  const programs = opened.use(await startPrograms({ df: createDf(volume) }))
  const service = opened.use(
    await startService({
      name: 'medquiz',
      async handler() {
        await volume.write('medquiz/last-request.json', '{"path":"/v1/health/ready"}')
        return { status: 200, body: 'ready' }
      },
    }),
  )
  const env = { ...process.env, LC_ALL: 'C' }
  return {
    volume,
    disk: createDiskFull({ volume, readyUrl: service.url }),
    ready: async () => (await fetch(service.url)).status,
    /** As on the box, then as the machine's own says it. */
    df: (...args: string[]) =>
      run(join(programs.folder, 'df'), args, { env, cwd: folder }).then(({ stdout }) => stdout),
    realDf: (...args: string[]) =>
      run('df', args, { env, cwd: folder }).then(({ stdout }) => stdout),
  }
}

test('a volume that is full takes nothing in, until files are deleted', async () => {
  const { volume, disk, ready, df } = await openPlace()
  expect(await ready()).toBe(200)
  expect(await disk.isWhole()).toBe(true)
  await disk.begin()
  expect((await volume.used()).bytes).toBe(volume.bytes)
  expect(await ready()).toBe(500)
  expect(await disk.isWhole()).toBe(false)
  expect(await df('-P', '-k', '--', join(volume.path, 'medquiz'))).toMatch(
    new RegExp(`Capacity Mounted on\\n/dev/medquiz-data +65536 +65536 +0 +100% ${volume.path}\\n$`),
  )

  // One file less lets MedQuiz write; it is still nearly full.
  await run('rm', [join(volume.path, 'old-exports', 'export-01.csv.gz')])
  expect(await ready()).toBe(200)
  expect(await disk.isWhole()).toBe(false)
  await run('find', [join(volume.path, 'old-exports'), '-type', 'f', '-delete'])
  expect(await disk.isWhole()).toBe(true)

  await disk.begin()
  await writeFile(join(volume.path, 'by-somebody-else'), 'x')
  await disk.mend()
  expect(await disk.isWhole()).toBe(true)
}, 20_000)

test('requests that come together do not make room for each other', async () => {
  const { disk, ready } = await openPlace()
  const together = () => Promise.all(Array.from({ length: 8 }, ready))
  expect(new Set(await together())).toEqual(new Set([200]))
  const filling = disk.begin()
  await together()
  await filling
  expect(new Set(await together())).toEqual(new Set([500]))
}, 20_000)

test('df says of the volume what df says, and of all else what the real one says', async () => {
  const { volume, df, realDf } = await openPlace()
  await volume.write('old-exports/one', new Uint8Array(6 * 1024 * 1024))
  const lineOf = (text: string) => text.trimEnd().split('\n').at(-1)?.split(/ +/).slice(1, 5)
  const { path } = volume
  expect(lineOf(await df('-P', '-k', '--', path))).toEqual(['65536', '6144', '59392', '10%'])
  expect(lineOf(await df('-h', path))).toEqual(['64M', '6.0M', '58M', '10%'])
  expect(lineOf(await df('-P', '-i', path))).toEqual(['16384', '1', '16383', '1%'])
  expect(await df(path)).toContain('1K-blocks')

  const own = await realDf('-P', '/')
  expect(lineOf(await df('-P', '/'))?.slice(0, 1)).toEqual(lineOf(own)?.slice(0, 1))
  expect((await df('-P', '-k', '--', '/', path)).trimEnd().split('\n')).toHaveLength(3)
  const mounts = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/% +/)[1])
  expect(mounts(await df('-P', '-k'))).toEqual(expect.arrayContaining(['/', path]))

  await expect(df('--output=source', path)).rejects.toThrow('not understood here')
  await expect(df(join(path, 'not-there'))).rejects.toThrow('No such file or directory')
})
