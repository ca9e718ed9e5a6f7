import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { startRange, type Range } from '../../range/range.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const seed = (name: string) => join(root, 'resources/runbooks', name)

/** The command as a pipeline runs it; the range's stand-ins answer from this process meanwhile. */
async function warroom(...args: string[]) {
  const child = spawn(process.execPath, [join(root, 'bin/warroom.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'C' },
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { status: await ended, stdout, stderr }
}

const folder = mkdtempSync(join(tmpdir(), 'warroom-cli-'))
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('inspect', () => {
  test.each([
    ['medquiz.txt', 42],
    ['mapquiz.txt', 23],
    ['prisma-stripe.txt', 23],
    ['readiness.txt', 198],
    ['sylion.txt', 49],
  ])('%s as received has %i items, its overlay’s included', async (name, items) => {
    const { status, stdout } = await warroom('inspect', seed(name), '--json')
    expect(status).toBe(0)
    const runbook = JSON.parse(stdout) as { items: { id: string; line: number; title: string }[] }
    expect(runbook.items).toHaveLength(items)
    expect(new Set(runbook.items.map(({ id }) => id)).size).toBe(items)
  })

  test('a mistake has its file, line, column, fix, and 3 for the pipeline', async () => {
    const wrong = file(
      'wrong.md',
      '# W\n\n- [ ] a\n  ```yaml check\n  http: { url: "https://a.example/" }\n  expect: latency_mss < 5\n  ```\n',
    )
    const { status, stdout } = await warroom('inspect', wrong)
    expect(status).toBe(3)
    expect(stdout).toMatch(/wrong\.md:6:\d+: error: .*latency_mss.*latency_ms/s)
  })

  test('a file that is not there is 3, in words', async () => {
    const { status, stderr } = await warroom('inspect', join(folder, 'nowhere.md'))
    expect(status).toBe(3)
    expect(stderr).toContain('nowhere.md')
  })
})

describe('check, against the range', () => {
  let range: Range
  beforeAll(async () => {
    range = await startRange()
  })
  afterAll(() => range.stop())
  const profile = () => range.profilePath
  const practice = () => range.runbooks[0]?.path ?? ''

  test('0: everything passed', async () => {
    // Prometheus looks at what it watches once it is up, and not at once.
    const scraped = ['check', practice(), '--profile', profile(), '--item', 'scraped']
    await vi.waitFor(async () => expect((await warroom(...scraped)).status).toBe(0), 20_000)
    const { status, stdout } = await warroom('check', practice(), '--profile', profile(), '--json')
    const report = JSON.parse(stdout) as { verdict: string; results: { verdict: string }[] }
    expect(report.results.filter(({ verdict }) => verdict !== 'passed')).toEqual([])
    expect(report.results.length).toBeGreaterThanOrEqual(14)
    expect(report.verdict).toBe('passed')
    expect(status).toBe(0)
  })

  test('0: one item, by id', async () => {
    const args = ['check', practice(), '--profile', profile(), '--item', 'redis', '--json']
    const { status, stdout } = await warroom(...args)
    expect(JSON.parse(stdout)).toMatchObject({ results: [{ itemId: 'redis', kind: 'redis' }] })
    expect(status).toBe(0)
  })

  test('1: a target that is not as expected', async () => {
    const runbook = file(
      'fails.md',
      '# F\n\n- [ ] a\n  ```yaml check\n  http: { url: "${api}/v1/health/live" }\n  expect: status == 404\n  ```\n',
    )
    const { status, stdout } = await warroom('check', runbook, '--profile', profile())
    expect(stdout).toContain('▲ failed')
    expect(status).toBe(1)
  })

  test('2: what could not be measured', async () => {
    const runbook = file(
      'unknown.md',
      '# U\n\n- [ ] a\n  ```yaml check\n  http: { url: "http://nowhere.invalid/" }\n  ```\n',
    )
    const { status, stdout } = await warroom('check', runbook, '--profile', profile())
    expect(stdout).toContain('◇ unknown')
    expect(status).toBe(2)
  })

  test('a command that changes something waits for its token, and runs with it', async () => {
    const flag = join(folder, 'flag')
    const runbook = file(
      'changes.md',
      `# C\n\n- [ ] a\n  \`\`\`yaml check\n  command: { run: "touch ${flag} && echo done", on: local }\n  expect: stdout == "done"\n  \`\`\`\n`,
    )
    const first = await warroom('check', runbook, '--profile', profile(), '--json')
    expect(first.status).toBe(2)
    const report = JSON.parse(first.stdout) as { results: { agree: string; command: string }[] }
    expect(report.results[0]?.command).toContain(`touch ${flag}`)
    expect(existsSync(flag)).toBe(false)
    const token = report.results[0]?.agree ?? ''
    expect((await warroom('check', runbook, '--profile', profile(), '--agree', token)).status).toBe(
      0,
    )
  })

  test.each([
    ['an item that is not there', ['--item', 'nobody']],
    ['a profile that is not there', ['--profile', '/nowhere.yaml']],
    ['no profile', []],
  ])('3: %s', async (name, args) => {
    const withProfile =
      name === 'no profile' || args.includes('--profile') ? [] : ['--profile', profile()]
    expect((await warroom('check', practice(), ...withProfile, ...args)).status).toBe(3)
  })

  test('3: a profile with a mistake, with its place', async () => {
    const wrong = file('wrong.yaml', 'name: w\nenvironment: prodution\n')
    const { status, stderr } = await warroom('check', practice(), '--profile', wrong)
    expect(stderr).toMatch(/wrong\.yaml:2:\d+/)
    expect(status).toBe(3)
  })
})

test('verify: a file that is no run is 3', async () => {
  expect((await warroom('verify', file('no.warroom', 'hello'))).status).toBe(3)
})
