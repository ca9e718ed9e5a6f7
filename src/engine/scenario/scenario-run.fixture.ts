import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { vi } from 'vitest'

import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { createEngine } from '../create-engine.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

export const idle = { signal: new AbortController().signal }
export const soon = { timeout: 20_000, interval: 10 }

interface Surroundings {
  environment?: string
  /** Lines of the profile. */
  profile?: string
  /** Items of the runbook besides. */
  items?: string
}

/** An engine with a run of one item whose scenario is given; its commands run in a folder of their own. */
export async function openScenario(scenario: string, surroundings: Surroundings = {}) {
  const { environment = 'staging', profile = '', items = '' } = surroundings
  const folder = temporaryFolder()
  const at = (name: string) => join(folder.dir, name)
  mkdirSync(at('data/profiles'), { recursive: true })
  writeFileSync(at('app.log'), '')
  writeFileSync(
    at('data/profiles/here.yaml'),
    `name: here\nenvironment: ${environment}\nvariables: { dir: ${folder.dir} }\n${profile}`,
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
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  const engine = valueOf(await createEngine({ dataDir: at('data'), host }))
  const { handlers, sources } = engine.service
  const base64 = Buffer.from(runbook).toString('base64')
  const { hash } = valueOf(await handlers['runbook.open']({ fileName: 'go.md', base64 }, idle))
  const release = { version: '1', commit: 'c', lastGood: '0' }
  const created = await handlers['run.create'](
    { runbookHash: hash, profile: 'here', title: 'Go', release, people: [] },
    idle,
  )
  const { runId } = valueOf(created)
  const about = { runId, scenarioId: 'x', cleanUpOnly: false, stepwise: false }
  const status = () => valueOf(sources.scenarios({ runId })).get('x')
  const itemState = () => {
    const entry = valueOf(sources.run({ runId })).get('item:works')
    return entry?.kind === 'item' ? entry.item.state : undefined
  }
  return {
    at,
    handlers,
    about,
    status,
    itemState,
    tailState: () => valueOf(sources.tails({ runId })).get('app')?.state,
    read: (name: string) => readFileSync(at(name), 'utf8'),
    start: async (more: { cleanUpOnly?: boolean; stepwise?: boolean } = {}) => {
      const what = { ...about, ...more }
      const { token } = valueOf(await handlers['scenario.preview'](what, idle))
      return handlers['scenario.start']({ ...what, agreed: { token } }, idle)
    },
    asked: () =>
      vi.waitFor(() => {
        if (status()?.asking === undefined) throw new Error('nothing is asked')
      }, soon),
    answer: (verdict: 'passed' | 'failed') =>
      handlers['scenario.answer']({ runId, scenarioId: 'x', verdict }, idle),
    ended: () =>
      vi.waitFor((): ScenarioStatus => {
        const now = status()
        if (!now || now.state === 'running') throw new Error('it has not ended')
        return now
      }, soon),
    events: () =>
      [...valueOf(sources.timeline({ runId })).entries()].map(([, { body }]) => body.type),
    async [Symbol.asyncDispose]() {
      await engine.dispose()
      folder[Symbol.dispose]()
    },
  }
}
