import { existsSync, writeFileSync } from 'node:fs'

import { afterAll, beforeAll, expect, it, vi } from 'vitest'

import { openSshTestBench, type SshTestBench } from '../shell/ssh-test-bench.ts'
import { valueOf } from '../store/temporary-store.fixture.ts'
import { openRollbackBench, runbookOf, soon } from './rollback.fixture.ts'

let ssh: SshTestBench
beforeAll(async () => {
  ssh = await openSshTestBench()
})
afterAll(() => ssh[Symbol.asyncDispose]())

it('a link cut in the middle of a step: it may still run, it is looked at, and never run again', async () => {
  // A shell that is not the first one reads no start-up files, which are none of this test's business.
  const link = await ssh.startLink(await ssh.startVariant(['SetEnv=SHLVL=2']))
  const { host, port, user, identityFile, knownHostsFile } = await ssh.atPort(link.port)
  await using bench = await openRollbackBench(
    runbookOf(`
  - id: code
    title: The last code
    why: It was good.
    on: prod-1
    command:
      cwd: "\${dir}"
      run: 'echo code >> acts; echo begun; while [ ! -e go ]; do sleep 0.05; done; printf 4.1 > version'
    verify:
      - command: { run: cat version, cwd: "\${dir}", on: prod-1 }
        expect: stdout == '4.1'
        every: 100ms
        within: 60s
`),
    {
      profile: `hosts:\n  prod-1: ${JSON.stringify({ ssh: { host, port, user, identityFile, knownHostsFile } })}\n`,
    },
  )
  valueOf(await bench.begin())
  valueOf(await bench.act('code'))
  await vi.waitFor(() => expect(bench.step('code').output).toBe('begun'), soon)
  link.cut()
  const lost = await bench.until('code', 'outcome-unknown')
  expect(lost).toMatchObject({ mayStillRun: true, verify: [{ state: 'looking' }] })
  expect(bench.status().choices).not.toContain('act')
  expect(bench.status().choices).not.toContain('retry')
  // Over there it went on, and comes to its end.
  writeFileSync(bench.at('go'), '')
  await bench.until('code', 'passed')
  expect(existsSync(bench.at('version'))).toBe(true)
  expect(bench.acted()).toEqual(['code'])
  expect(bench.step('code').attempts).toBe(1)
})
