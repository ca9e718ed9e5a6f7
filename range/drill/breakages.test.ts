import { expect, test } from 'vitest'

import { createDrillRunbook } from '../practice/drill-runbook.ts'
import type { Needed } from '../practice/phases.ts'
import { planOf } from '../practice/plan-of-kind.fixture.ts'
import { createBreakages, type DrillParts } from './breakages.ts'

const databases = ['server', 'server without a backup', 'embedded', 'none'] as const
const others = ['redis', 'sshd', 'prometheus', 'alertmanager'] as const

/** Every machine that there can be: each of the others is there or is not. */
const machines = databases.flatMap((database) =>
  Array.from({ length: 2 ** others.length }, (_, bits) => ({
    database,
    there: new Set(others.filter((_, index) => (bits >> index) & 1)),
  })),
)
type Machine = (typeof machines)[number]

/** Nothing is broken here: they only have to be there. */
function partsOf({ database, there }: Machine): DrillParts {
  const has = (part: (typeof others)[number]) => there.has(part)
  const service = { url: 'http://127.0.0.1:1', host: '127.0.0.1', port: 1 }
  const isServer = database === 'server' || database === 'server without a backup'
  const hasDatabase = database !== 'none'
  return {
    hasDatabase,
    ...(isServer && { postgres: {} }),
    ...(database === 'server' && { backup: {} }),
    ...(hasDatabase && { sylion: has('redis') ? { worker: {} } : {} }),
    ...(has('redis') && { redis: {} }),
    ...(has('sshd') && { sshd: {} }),
    ...(has('prometheus') && { prometheus: {} }),
    ...(has('alertmanager') && { alertmanagerUrl: 'http://127.0.0.1:2' }),
    services: { medquiz: service, site: service, sylion: service },
  } as unknown as DrillParts
}

function absencesOf({ database, there }: Machine): Map<Needed, string> {
  const absences = new Map<Needed, string>()
  for (const part of others) if (!there.has(part)) absences.set(part, 'is not here')
  if (database === 'none') absences.set('postgres', 'is not here')
  if (database !== 'server') absences.set('backup', 'could not be made')
  return absences
}

const kindsOf = (machine: Machine) =>
  Object.keys(
    createBreakages(partsOf(machine), {
      deploy: { program: () => ({}), onNext() {}, forgetListener() {} },
      engine: { pid: undefined },
    } as unknown as Parameters<typeof createBreakages>[1]),
  ) as (keyof typeof planOf)[]

test('whatever this machine lacks, what can break has its way back in the runbook', () => {
  for (const machine of machines) {
    const runbook = createDrillRunbook('en', absencesOf(machine))
    const plans = [...runbook.matchAll(/^```yaml rollback\nid: (\S+)$/gm)].map(([, id]) => id)
    const lost = kindsOf(machine).filter((kind) => !plans.includes(planOf[kind]))
    expect([machine.database, ...machine.there, 'lost:', lost]).toEqual([
      machine.database,
      ...machine.there,
      'lost:',
      [],
    ])
    expect(runbook.includes('${backup_file}')).toBe(
      machine.database === 'server' && machine.there.has('sshd'),
    )
  }
})

test('where nothing is lacking, all of it can break', () => {
  const whole = { database: 'server', there: new Set(others) } as const
  expect(new Set(kindsOf(whole))).toEqual(new Set(Object.keys(planOf)))
})
