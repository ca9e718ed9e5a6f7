import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { createDeploy } from '../stand-ins/programs/deploy.ts'
import { createLinkCut } from './release-traps.ts'

// What the deployment waits for are promises of Node, which run on.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** A host whose sshd does not do as it is told, as often as it is said. */
function openLink(refusals: number) {
  const asked: boolean[] = []
  const released: string[] = []
  const deploy = createDeploy({
    medquiz: (version) => Promise.resolve(void released.push(version)),
  })
  const wellDone = () => Promise.resolve()
  const linkCut = createLinkCut({
    badRelease: { begin: wellDone, isWhole: () => Promise.resolve(true), mend: wellDone },
    deploy,
    sshd: {
      host: '127.0.0.1',
      port: 1,
      setDown(down) {
        asked.push(down)
        return asked.length <= refusals ? Promise.reject(new Error('taken')) : Promise.resolve()
      },
    },
  })
  const release = () =>
    deploy.program({ args: ['medquiz', '2.0'], folder: '', environment: {} }, () => {})
  return { linkCut, release, asked, released }
}

test('a link that cannot be cut leaves the deployment as it is', async () => {
  const { linkCut, release, asked, released } = openLink(1)
  await linkCut.begin()
  expect(await release()).toMatchObject({ exitCode: 0 })
  expect(asked).toEqual([true])
  expect(released).toEqual(['2.0'])
  await linkCut.mend()
})

test('a host that does not come back is tried again until it does, or is mended', async () => {
  const { linkCut, release, asked } = openLink(3)
  await linkCut.begin()
  await release()
  await vi.advanceTimersByTimeAsync(8000)
  expect(asked).toEqual([true, false])
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toEqual([true, false, false])
  await linkCut.mend()
  expect(asked).toEqual([true, false, false, false])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked).toHaveLength(4)
})
