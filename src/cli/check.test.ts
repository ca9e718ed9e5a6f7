import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { temporaryFolder } from '../engine/store/temporary-store.fixture.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const folder = temporaryFolder()

const tail = (id: string, config: string) =>
  `\`\`\`yaml tail\nid: ${id}\n${config}\npatterns: [{ id: failed, match: job_failed }]\n\`\`\`\n\n`
const item = (tailId: string) =>
  `- [ ] ${tailId} {#${tailId}}\n  \`\`\`yaml check\n  log: { tail: ${tailId}, pattern: failed, window: 5 }\n  \`\`\`\n`

beforeAll(() => {
  writeFileSync(join(folder.dir, 'app.log'), '')
  writeFileSync(join(folder.dir, 'here.yaml'), 'name: here\nenvironment: practice\n')
  writeFileSync(
    join(folder.dir, 'go.md'),
    [
      '# Go-live\n\n',
      tail('app', `file: ${folder.dir}/app.log`),
      // Whatever it would say: a command that changes something is no tail.
      tail('never', `command: touch ${folder.dir}/touched`),
      item('app'),
      item('never'),
    ].join(''),
  )
})
afterAll(() => folder[Symbol.dispose]())

function check(...args: string[]) {
  const argv = ['check', join(folder.dir, 'go.md'), '--profile', join(folder.dir, 'here.yaml')]
  return new Promise<{ code: number; json: unknown; stderr: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      [main, ...argv, '--json', ...args],
      { env: { ...process.env, LANG: 'C' } },
      (_error, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, json: JSON.parse(stdout) as unknown, stderr }),
    )
  })
}

describe('a check of the logs follows them', () => {
  it.concurrent('for as long as it looks back, and says that it does', async () => {
    const { code, json, stderr } = await check('--item', 'app')
    expect(json).toMatchObject({
      verdict: 'passed',
      results: [{ measurement: { kind: 'measured', facts: { count: 0 } } }],
    })
    expect(code).toBe(0)
    expect(stderr).toMatch(/looks back over 5 s of “app”.*25 s at most/)
  })

  it.concurrent('for no longer than it is given: then what was not looked for is unknown', async () => {
    const { code, json } = await check('--item', 'app', '--for', '200ms')
    expect(json).toMatchObject({
      verdict: 'unknown',
      results: [{ reason: expect.stringContaining('not followed during all of the last 5 s') }],
    })
    expect(code).toBe(2)
  })

  it.concurrent('not at all where a tail cannot be followed, and waits for nothing', async () => {
    const { code, json, stderr } = await check('--item', 'never')
    expect(json).toMatchObject({ verdict: 'unknown' })
    expect([code, stderr]).toEqual([2, ''])
  })
})
