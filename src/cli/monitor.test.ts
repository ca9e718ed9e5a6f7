import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { temporaryFolder } from '../engine/store/temporary-store.fixture.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const folder = temporaryFolder()
const server = createServer((request, response) =>
  response.writeHead(request.url === '/ready' ? 200 : 503).end(),
)

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const item = (id: string, config: string) =>
    `- [ ] ${id} {#${id}}\n  \`\`\`yaml check\n  ${config}\n  every: 1s\n  \`\`\`\n`
  writeFileSync(
    join(folder.dir, 'go.md'),
    `# Go-live\n\n${item('ready', `http: { url: "http://127.0.0.1:${port}/ready" }`)}
${item('broken', `http: { url: "http://127.0.0.1:${port}/broken" }\n  expect: status == 200`)}
${item('elsewhere', 'http: { url: "http://nowhere.invalid/" }')}
- [ ] by hand {#hand}\n`,
  )
  const log = join(folder.dir, 'app.log')
  writeFileSync(log, '')
  const gate = (title: string, criteria: string) =>
    `\`\`\`yaml gate
title: ${title}
window: 10s
min_samples: 1
min_coverage: 0.1
hold: 0s
criteria: ${criteria}
\`\`\`

`
  writeFileSync(
    join(folder.dir, 'gated.md'),
    `# Go-live

\`\`\`yaml tail
file: ${log}
id: app
patterns: [{ id: failed, match: job_failed }]
\`\`\`

${item('ready', `http: { url: "http://127.0.0.1:${port}/ready" }`)}
${item('quiet', 'log: { tail: app, pattern: failed, window: 5 }')}
- [ ] by hand {#hand}

${gate('Seen', '[{ check: ready, require: availability == 1.0 }]')}
${gate('People', '[{ check: ready, require: availability == 1.0 }, { item: hand }]')}`,
  )
  const slow = gate('Fast', '[{ check: ready, require: p95_ms < 0.0 }]')
  writeFileSync(
    join(folder.dir, 'against.md'),
    `# Go-live\n\n${item('ready', `http: { url: "http://127.0.0.1:${port}/ready" }`)}\n${slow}`,
  )
  writeFileSync(join(folder.dir, 'here.yaml'), 'name: here\nenvironment: practice\n')
})
afterAll(() => {
  server.close()
  folder[Symbol.dispose]()
})

const warroom = (item: string) => watch('go.md', '2500ms', '--item', item)

function watch(file: string, duration: string, ...more: string[]) {
  const argv = ['monitor', join(folder.dir, file), '--profile', join(folder.dir, 'here.yaml')]
  return new Promise<{ code: number; json: unknown }>((resolve) => {
    const child = execFile(
      process.execPath,
      [main, ...argv, '--for', duration, '--json', ...more],
      (_error, stdout) =>
        resolve({
          code: child.exitCode ?? -1,
          json: stdout === '' ? undefined : (JSON.parse(stdout) as unknown),
        }),
    )
  })
}

/** Interrupted once it said what is waited for. */
function watchUntil(file: string, seen: RegExp) {
  const argv = ['monitor', join(folder.dir, file), '--profile', join(folder.dir, 'here.yaml')]
  return new Promise<{ code: number | null; stdout: string }>((resolve) => {
    const child = spawn(process.execPath, [main, ...argv, '--for', '5m'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, LANG: 'C' },
    })
    let stdout = ''
    let isInterrupted = false
    child.stdout.on('data', (piece: Buffer) => {
      stdout += piece.toString()
      if (isInterrupted || !seen.test(stdout)) return
      isInterrupted = true
      child.kill('SIGINT')
    })
    child.once('close', (code) => resolve({ code, stdout }))
  })
}

describe('warroom monitor', () => {
  it.concurrent('exits 0 where all held, with a summary', async () => {
    expect(await warroom('ready')).toMatchObject({
      code: 0,
      json: { verdict: 'passed', monitors: [{ state: 'up', window: { availability: 1 } }] },
    })
  })

  it.concurrent('exits 1 where one failed', async () => {
    expect(await warroom('broken')).toMatchObject({
      code: 1,
      json: {
        verdict: 'failed',
        monitors: [{ state: 'down', window: { availability: 0, counts: { firstLooks: 1 } } }],
      },
    })
  })

  it.concurrent('exits 2 where nothing could be measured', async () => {
    expect(await warroom('elsewhere')).toMatchObject({
      code: 2,
      json: { verdict: 'unknown', monitors: [{ state: 'unknown', window: { coverage: 0 } }] },
    })
  })

  it.concurrent('exits 3 where there is nothing to watch', async () => {
    expect(await warroom('hand')).toEqual({ code: 3, json: undefined })
  })

  it.concurrent('follows the tails that its checks read, and says what each gate says', async () => {
    // Unknown until the tail was followed for as long as the check looks back.
    const { code, stdout } = await watchUntil('gated.md', /● up\s+quiet: /)
    expect(stdout).toMatch(/● live\s+app .*\n\s+0 lines/)
    expect(stdout).toMatch(/● go\s+Seen\n\s+● go\s+ready: /)
    // What a person has to do keeps a gate from GO, and says nothing against what was seen.
    expect(stdout).toMatch(/○ pending\s+People\n\s+● go\s+ready: .*\n\s+○ pending\s+by hand: /)
    expect(code).toBe(0)
  }, 90_000)

  it.concurrent('exits 1 where a gate says NO-GO, though every monitor held', async () => {
    expect(await watch('against.md', '2500ms')).toMatchObject({
      code: 1,
      json: {
        verdict: 'failed',
        monitors: [{ verdict: 'passed' }],
        gates: [
          {
            title: 'Fast',
            verdict: 'no-go',
            decidedBy: expect.any(String),
            criteria: [
              {
                reason: expect.stringContaining('p95_ms < 0.0'),
                window: { samples: expect.any(Number) },
              },
            ],
          },
        ],
        tails: [],
      },
    })
  })
})
