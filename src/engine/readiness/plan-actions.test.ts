import { expect, test } from 'vitest'

import type { Verdict } from '../../shared/model/check.ts'
import type { RunEvent, RunEventBody } from '../../shared/model/run.ts'
import { parseRunbook } from '../runbook/parse-runbook.ts'
import { restoresOf, wantedOf } from './plan-actions.ts'
import { lastRestore, type WantedBackup } from './restored.ts'

const step = (action: string, index: number) => `  - id: s${index}
    title: Step ${index}
    why: It worked.
    ${action}
    unverified: Nothing to see.`

function planOf(...actions: string[]) {
  const text = `# Go\n\n- [ ] It answers\n\n\`\`\`yaml rollback
title: Back
budget: 5m
safe-state: Nothing is served.
steps:
${actions.map(step).join('\n')}
done:
  - { command: { run: "git rev-parse HEAD" } }
\`\`\`
`
  const runbook = parseRunbook({ bytes: new TextEncoder().encode(text), fileName: 'x.md' })
  const [plan] = runbook.rollbacks
  if (!plan) throw new Error(JSON.stringify(runbook.problems))
  return plan
}

test('what a plan deploys is read off what its steps run', () => {
  const plan = planOf(
    'git: { folder: /srv, commit: v4.1 }',
    'fly: { app: api, release: v41 }',
    'fly: { app: api, image: "registry/api:4.1", skip-release-command: true }',
    'compose: { do: up, file: [a.yml, b.yml], project: p, services: [api], env: { TAG: "4.1" } }',
    'compose: { do: up, program: docker-compose }',
    'compose: { do: stop }',
    'docker: { do: restart, container: [one, two] }',
    'docker: { do: stop, container: one }',
    'systemd: { do: restart, unit: api }',
    'command: { run: git status }',
  )
  expect(plan.steps.map((one) => wantedOf(one))).toMatchObject([
    { kind: 'commit', config: { cwd: '/srv', env: { COMMIT: 'v4.1' } } },
    { kind: 'fly-release', app: 'api', release: 'v41' },
    { kind: 'image', image: 'registry/api:4.1' },
    {
      kind: 'compose',
      before: ['docker', 'compose', '-f', 'a.yml', '-f', 'b.yml', '-p', 'p'],
      services: ['api'],
    },
    { kind: 'compose', before: ['docker-compose'], services: [] },
    undefined,
    { kind: 'container', engine: 'docker', names: ['one', 'two'] },
    undefined,
    undefined,
    undefined,
  ] as object)
  expect(restoresOf(plan)).toEqual([])
})

test('a restore counts where it was run and was well, of that file and no other', () => {
  const sum = 'a'.repeat(64)
  const plan = planOf(
    `restore: { database: main, file: /b/all.sql, sha256: ${sum} }`,
    'restore: { database: main, file: /b/other.dump, format: custom }',
  )
  expect(restoresOf(plan)).toEqual([{ file: '/b/all.sql', sha256: sum }, { file: '/b/other.dump' }])
  const event = (minute: number, body: RunEventBody): RunEvent => ({
    runId: 'r',
    seq: minute,
    at: `2026-11-20T08:0${minute}:00.000Z`,
    actor: { kind: 'engine' },
    body,
    previousHash: '',
    hash: '',
  })
  const history = (
    mode: 'real' | 'rehearsal' | 'shown',
    outcome: 'done' | 'failed' | 'unknown',
    ...verdicts: Verdict[]
  ) => [
    event(0, {
      type: 'run.created',
      title: 'Go',
      runbookHash: sum,
      runbookName: 'go.md',
      profileName: 'here',
      environment: 'staging',
      profileHash: sum,
      release: { version: '2', commit: '', lastGood: '1' },
      people: [],
    }),
    event(1, {
      type: 'rollback.started',
      rollbackId: 'x',
      plan,
      planHash: sum,
      mode,
      environment: 'staging',
      runbookHash: sum,
      profileHash: sum,
      by: 'Ada',
      answers: [],
    }),
    event(2, {
      type: 'rollback.acting',
      rollbackId: 'x',
      stepId: 's0',
      title: 'Step 0',
      attempt: 1,
      danger: 'destroy',
      target: 'box',
      command: "FILE=/b/all.sql\nPGHOST=db\nPGPORT=5432\nPGDATABASE='the one'\nset -eu",
    }),
    event(2, {
      type: 'rollback.acted',
      rollbackId: 'x',
      stepId: 's0',
      title: 'Step 0',
      attempt: 1,
      outcome,
      reason: { id: 'readiness.never' },
      durationMs: 1,
    }),
    ...verdicts.map((verdict, index) =>
      event(3 + index, {
        type: 'rollback.verified',
        rollbackId: 'x',
        stepId: 's0',
        title: 'Step 0',
        attempt: 1,
        verdict,
        parts: [],
      }),
    ),
  ]
  const at = '2026-11-20T08:02:00.000Z'
  const wanted: WantedBackup = {
    profile: 'here',
    target: 'box',
    path: '/b/all.sql',
    database: 'db 5432 the one',
    isOver: true,
  }
  expect(lastRestore([history('rehearsal', 'done')], wanted)).toEqual({ at })
  expect(lastRestore([[], history('real', 'done')], wanted)).toEqual({ at })
  for (const other of [
    { profile: 'there' },
    { target: 'other-box' },
    { path: '/b/other.dump' },
    { database: 'db 5432 other' },
  ])
    expect(lastRestore([history('rehearsal', 'done')], { ...wanted, ...other })).toEqual({})
  expect(lastRestore([history('shown', 'done')], wanted)).toEqual({})
  expect(lastRestore([history('real', 'failed')], wanted)).toEqual({})
  // Done is not yet well.
  expect(lastRestore([history('real', 'done', 'passed')], wanted)).toEqual({ at })
  expect(lastRestore([history('real', 'done', 'failed')], wanted)).toEqual({})
  expect(lastRestore([history('real', 'done', 'unknown')], wanted)).toEqual({})
  expect(lastRestore([history('real', 'done', 'failed', 'passed')], wanted)).toEqual({ at })
  expect(lastRestore([history('real', 'unknown', 'passed')], wanted)).toEqual({})
})
