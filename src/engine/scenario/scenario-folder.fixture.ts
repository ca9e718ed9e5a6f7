import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { createEngine } from '../create-engine.ts'
import type { Engine } from '../rpc/service.ts'
import { valueOf } from '../store/temporary-store.fixture.ts'

export const idle = { signal: new AbortController().signal }

export interface Surroundings {
  environment?: string
  /** Lines of the profile. */
  profile?: string
  /** Items of the runbook besides. */
  items?: string
}

/** An engine in a folder, with a run of one item whose scenario is given; its commands run there. */
export async function openInFolder(dir: string, scenario: string, surroundings: Surroundings = {}) {
  const { environment = 'staging', profile = '', items = '' } = surroundings
  const at = (name: string) => join(dir, name)
  mkdirSync(at('data/profiles'), { recursive: true })
  writeFileSync(at('app.log'), '')
  writeFileSync(
    at('data/profiles/here.yaml'),
    `name: here\nenvironment: ${environment}\nvariables: { dir: ${dir} }\n${profile}`,
  )
  const indented = scenario.trim().replaceAll('\n', '\n  ')
  const runbook = `# Go

\`\`\`yaml tail
file: \${dir}/app.log
id: app
\`\`\`

- [ ] It works {#works}
  \`\`\`yaml scenario
  id: x
  title: X
  ${indented}
  \`\`\`

${items}
`
  const engine = await reopen(dir)
  const { handlers } = engine.service
  const base64 = Buffer.from(runbook).toString('base64')
  const { hash } = valueOf(await handlers['runbook.open']({ fileName: 'go.md', base64 }, idle))
  const release = { version: '1', commit: 'c', lastGood: '0' }
  const created = await handlers['run.create'](
    { runbookHash: hash, profile: 'here', title: 'Go', release, people: [] },
    idle,
  )
  const { runId } = valueOf(created)
  return { engine, runId }
}

/** The engine of such a folder, once more. */
export async function reopen(dir: string): Promise<Engine> {
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  return valueOf(await createEngine({ dataDir: join(dir, 'data'), host }))
}
