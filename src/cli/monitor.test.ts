import { execFile } from 'node:child_process'
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
  writeFileSync(join(folder.dir, 'here.yaml'), 'name: here\nenvironment: practice\n')
})
afterAll(() => {
  server.close()
  folder[Symbol.dispose]()
})

function warroom(item: string) {
  const argv = ['monitor', join(folder.dir, 'go.md'), '--profile', join(folder.dir, 'here.yaml')]
  return new Promise<{ code: number; json: unknown }>((resolve) => {
    const child = execFile(
      process.execPath,
      [main, ...argv, '--item', item, '--for', '2500ms', '--json'],
      (_error, stdout) =>
        resolve({
          code: child.exitCode ?? -1,
          json: stdout === '' ? undefined : (JSON.parse(stdout) as unknown),
        }),
    )
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
})
