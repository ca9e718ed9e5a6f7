import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { createEngine } from '../src/engine/create-engine.ts'
import type { CallContext } from '../src/engine/rpc/service.ts'
import type { RollbackStepStatus } from '../src/shared/model/rollback.ts'
import type { Result } from '../src/shared/result.ts'
import type { Report } from './bench.ts'

const steps = 50

/** Steps that change next to nothing, each verified, and led through as fast as the engine lets. */
const runbook = `# Bench

- [ ] It answers {#ready}

\`\`\`yaml rollback
id: back
title: Back
when: [Now?]
budget: 5m
safe-state: As it was.
steps:
${Array.from(
  { length: steps },
  (_, n) => `  - id: step-${n}
    title: Step ${n}
    why: It is measured.
    command: { run: "echo ${n} > step", cwd: "\${dir}" }
    verify: [{ command: { run: cat step, cwd: "\${dir}" }, title: It is done, expect: "stdout == '${n}'" }]
`,
).join('')}done:
  - command: { run: cat step, cwd: "\${dir}" }
    title: All are done
    expect: stdout == '${steps - 1}'
\`\`\`
`

/** What a rollback costs beyond what its own commands and looks take, a step. */
export async function benchRollback(folder: string, report: Report): Promise<void> {
  const dir = join(folder, 'rollback')
  mkdirSync(join(dir, 'profiles'), { recursive: true })
  writeFileSync(
    join(dir, 'profiles', 'bench.yaml'),
    `name: bench\nenvironment: practice\nvariables: { dir: ${dir} }\n`,
  )
  const host = { log: { error: () => undefined }, onPower: () => () => undefined }
  const engine = valueOf(await createEngine({ dataDir: dir, host }))
  try {
    const ownMs = await leadThrough(engine.service)
    ownMs.sort((a, b) => a - b)
    const at = (q: number) => ownMs[Math.floor(q * (ownMs.length - 1))] ?? NaN
    report({ name: 'rollback step, its own cost, p50', value: at(0.5), unit: 'ms', budget: 50 })
    // Four commits of each step wait for the disk, whatever else the disk does.
    report({ name: 'rollback step, its own cost, p95', value: at(0.95), unit: 'ms', budget: 150 })
  } finally {
    await engine.dispose()
  }
}

/** From the preview of a step to the next one, without what was spent in its commands. */
async function leadThrough({
  handlers,
  sources,
}: Extract<Awaited<ReturnType<typeof createEngine>>, { ok: true }>['value']['service']) {
  const { signal } = new AbortController()
  const context: CallContext = { signal, client: { id: 'bench', gone: signal } }
  const file = { fileName: 'bench.md', base64: Buffer.from(runbook).toString('base64') }
  const { hash } = valueOf(await handlers['runbook.open'](file, context))
  const release = { version: '2', commit: 'c', lastGood: '1' }
  const input = { runbookHash: hash, profile: 'bench', title: 'Go', release, people: [] }
  const { runId } = valueOf(await handlers['run.create'](input, context))
  const begun = { runId, planId: 'back', mode: 'real' as const, by: 'Ada', answers: [true] }
  const { rollbackId } = valueOf(await handlers['rollback.start'](begun, context))
  const rollbacks = valueOf(sources.rollbacks({ runId }, context))

  const untilPassed = (stepId: string) =>
    new Promise<RollbackStepStatus>((resolve, reject) => {
      const look = () => {
        const step = rollbacks.get(rollbackId)?.steps.find((one) => one.stepId === stepId)
        if (step?.state === 'passed') finish(() => resolve(step))
        else if (step?.state === 'failed' || step?.state === 'unknown')
          finish(() => reject(new Error(JSON.stringify(step))))
      }
      const finish = (settle: () => void) => {
        stop()
        settle()
      }
      const stop = rollbacks.onChange(look)
      look()
    })
  const durationOf = async (evidence: string | undefined) => {
    if (evidence === undefined) throw new Error('what was done has evidence')
    return valueOf(await handlers['evidence.get']({ hash: evidence }, context)).measurement
      .durationMs
  }

  const ownMs: number[] = []
  for (let n = 0; n < steps; n++) {
    const about = { runId, rollbackId, stepId: `step-${n}` }
    const startedMs = performance.now()
    const { token } = valueOf(await handlers['rollback.preview'](about, context))
    valueOf(await handlers['rollback.act']({ ...about, agreed: { token } }, context))
    const { evidenceHash, verify } = await untilPassed(about.stepId)
    valueOf(await handlers['rollback.go-on']({ ...about, way: 'next' }, context))
    const tookMs = performance.now() - startedMs
    const commandsMs = await Promise.all([
      durationOf(evidenceHash),
      ...verify.map((one) => durationOf(one.evidenceHash)),
    ])
    ownMs.push(tookMs - commandsMs.reduce((sum, ms) => sum + ms, 0))
  }
  return ownMs
}

function valueOf<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`${result.failure.message.id} ${result.failure.cause ?? ''}`)
}
