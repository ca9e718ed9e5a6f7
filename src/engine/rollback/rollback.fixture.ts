import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { vi } from 'vitest'

import type { RollbackMode, RollbackStatus } from '../../shared/model/rollback.ts'
import { createEngine } from '../create-engine.ts'
import type { CallContext, Client } from '../rpc/service.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

export const soon = { timeout: 20_000, interval: 5 }

/** A window, that can be closed. */
export function openWindow(id: string) {
  const gone = new AbortController()
  const client: Client = { id, gone: gone.signal }
  const context: CallContext = { signal: new AbortController().signal, client }
  return { client, context, close: () => gone.abort() }
}

/** A runbook with one plan `back`; `dir` is where its commands leave their traces. */
export const runbookOf = (steps: string, more = '', within = '20s'): string => `# Go

- [ ] It answers {#ready}
  \`\`\`yaml check
  command: { run: "cat '\${dir}/version'" }
  expect: stdout == '4.1'
  every: 1s
  \`\`\`

\`\`\`yaml rollback
id: back
title: Back to 4.1
when: [Is the code to blame?, Are the data intact?]
budget: 5m
safe-state: The queue waits.
${more}
steps:
${steps.replace(/^\n|\n$/g, '')}
done:
  - command: { run: "cat '\${dir}/version'" }
    id: version
    title: 4.1 is in service
    expect: stdout == '4.1'
    times: 2
    every: 100ms
    within: ${within}
  - command: { run: "cat '\${dir}/health'" }
    id: health
    title: It is healthy
    expect: stdout == 'up'
    times: 2
    every: 100ms
    within: ${within}
\`\`\`
`

/** Appends a line to \`acts\`, so that each time it is done can be counted. */
export const acts = (name: string, then = 'true') =>
  `command: { run: "echo ${name} >> acts; ${then}", cwd: "\${dir}" }`

/** A look at whether \`file\` holds \`text\`. */
export const holds = (file: string, text: string, more = '', within = '20s') =>
  `{ command: { run: cat ${file}, cwd: "\${dir}" }, expect: "stdout == '${text}'", every: 100ms, within: ${within}${more} }`

interface OpenOptions {
  environment?: string
  dir?: string
  profile?: string
}

/** An engine with a run of a runbook; the files of a folder are the system that is led back. */
export async function openRollbackBench(runbook: string, options: OpenOptions = {}) {
  const folder = temporaryFolder()
  const at = (name: string) => join(folder.dir, name)
  mkdirSync(at('data/profiles'), { recursive: true })
  const write = (name: string, text: string) => writeFileSync(at(name), text)
  const read = (name: string) => (existsSync(at(name)) ? readFileSync(at(name), 'utf8') : '')
  write('version', '4.2')
  write('health', 'down')
  write(
    'data/profiles/here.yaml',
    `name: here\nenvironment: ${options.environment ?? 'staging'}\nvariables: { dir: ${folder.dir} }\n${options.profile ?? ''}`,
  )
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  const start = async () => valueOf(await createEngine({ dataDir: at('data'), host }))
  let engine = await start()
  const window = openWindow('first')
  const idle: CallContext = { signal: new AbortController().signal }
  const open = async (text: string) => {
    write('go.md', text)
    const { handlers } = engine.service
    const { hash } = valueOf(await handlers['runbook.open']({ path: at('go.md') }, idle))
    const { problems } = valueOf(await handlers['runbook.get']({ hash }, idle))
    const [mistake] = problems.filter(({ severity }) => severity === 'error')
    if (mistake) throw new Error(JSON.stringify(mistake))
    return hash
  }
  const created = await engine.service.handlers['run.create'](
    {
      runbookHash: await open(runbook),
      profile: 'here',
      title: 'Go',
      release: { version: '4.2', commit: 'c0ffee', lastGood: '4.1' },
      people: [],
    },
    idle,
  )
  const { runId } = valueOf(created)
  let rollbackId = ''

  const status = (of: Client = window.client): RollbackStatus => {
    const source = valueOf(engine.service.sources.rollbacks({ runId }, { client: of }))
    const found = source.get(rollbackId)
    if (!found) throw new Error('there is no rollback')
    return found
  }
  const step = (id: string) => {
    const found = status().steps.find(({ stepId }) => stepId === id)
    if (!found) throw new Error(`there is no step ${id}`)
    return found
  }
  const about = (stepId: string) => ({ runId, rollbackId, stepId })
  const events = () =>
    [...valueOf(engine.service.sources.timeline({ runId })).entries()].map(([, event]) => event)

  return {
    at,
    write,
    read,
    open,
    runId,
    window,
    status,
    step,
    about,
    events,
    get rollbackId() {
      return rollbackId
    },
    get handlers() {
      return engine.service.handlers
    },
    get own() {
      return { runId, rollbackId }
    },
    bodies: () => events().map(({ body }) => body),
    /** How often each step was really done. */
    acted: () => read('acts').split('\n').filter(Boolean),
    async begin(mode: RollbackMode = 'real') {
      const input = { runId, planId: 'back', mode, by: 'Ada', answers: [true, false] }
      const started = await engine.service.handlers['rollback.start'](input, window.context)
      if (started.ok) rollbackId = started.value.rollbackId
      return started
    },
    async act(stepId: string, typed?: string, context = window.context) {
      const preview = valueOf(
        await engine.service.handlers['rollback.preview'](about(stepId), context),
      )
      const agreed = { token: preview.token, ...(typed === undefined ? {} : { typed }) }
      return engine.service.handlers['rollback.act']({ ...about(stepId), agreed }, context)
    },
    goOn: (stepId: string, way: 'next' | 'alternative' = 'next') =>
      engine.service.handlers['rollback.go-on']({ ...about(stepId), way }, window.context),
    /** Waits until a step is so. */
    until: (stepId: string, ...states: string[]) =>
      vi.waitFor(() => {
        const found = step(stepId)
        if (!states.includes(found.state))
          throw new Error(`${stepId} is ${found.state}, not ${states.join(' or ')}`)
        return found
      }, soon),
    untilOver: (state: RollbackStatus['state']) =>
      vi.waitFor(() => {
        const now = status()
        if (now.state !== state) throw new Error(`it is ${now.state}, not ${state}`)
        return now
      }, soon),
    /** Warroom is closed and opened again. */
    async reopen(whileClosed: () => void = () => undefined) {
      await engine.dispose()
      whileClosed()
      engine = await start()
    },
    async [Symbol.asyncDispose]() {
      await engine.dispose()
      folder[Symbol.dispose]()
    },
  }
}
