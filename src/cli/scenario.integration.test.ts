import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { temporaryFolder } from '../engine/store/temporary-store.fixture.ts'

const program = fileURLToPath(new URL('../../bin/warroom.js', import.meta.url))

async function warroom(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'C' },
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { status: await ended, stdout, stderr }
}

test('a scenario is played headlessly: asked for first, then step by step, with what was seen', async () => {
  using folder = temporaryFolder()
  const file = (name: string, content: string) => {
    writeFileSync(join(folder.dir, name), content)
    return join(folder.dir, name)
  }
  file('app.log', '')
  const profile = file(
    'p.yaml',
    `name: here\nenvironment: staging\nvariables: { dir: ${folder.dir} }\n`,
  )
  const runbook = file(
    'r.md',
    `# Go

\`\`\`yaml tail
file: \${dir}/app.log
id: app
\`\`\`

- [ ] It works {#works}
  \`\`\`yaml scenario
  id: x
  title: X
  steps:
    - command: { run: "echo hello \${correlation_id} >> '\${dir}/app.log'" }
    - log: { tail: app, match: hello, containing: "\${correlation_id}" }
    - log: { tail: app, match: goodbye, within: 100ms }
  \`\`\`
`,
  )
  const args = ['scenario', runbook, '--profile', profile, '--id', 'x']
  const refused = await warroom(...args)
  expect(refused.status).toBe(3)
  expect(refused.stderr).toContain('changes its target')

  const played = await warroom(...args, '--yes', '--json')
  expect(played.status).toBe(1)
  expect(JSON.parse(played.stdout)).toMatchObject({
    verdict: 'failed',
    steps: [
      { state: 'passed' },
      { state: 'passed' },
      {
        state: 'failed',
        evidence: { measurement: { output: expect.stringContaining('hello wr-') } },
      },
    ],
  })
  expect((await warroom(...args.slice(0, -1), 'nothing')).status).toBe(3)
}, 60_000)
