import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import type { Runbook } from '../../shared/model/runbook.ts'
import { checkExpectation } from '../expectation/check-expectation.ts'
import { probes } from '../probes/registry.ts'
import { parseRunbook } from './parse-runbook.ts'

const open = (name: string) =>
  parseRunbook({
    bytes: readFileSync(new URL(`../../../resources/runbooks/${name}.txt`, import.meta.url)),
    fileName: `${name}.txt`,
  })
/** Titles as a reader of the document finds them, one a line. */
const titles = (name: string) =>
  readFileSync(new URL(`goldens/${name}.txt`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')

function itemOf(runbook: Runbook, title: string) {
  const item = runbook.items.find((candidate) => candidate.title.startsWith(title))
  if (!item) throw new Error(`no item ${title}`)
  return item
}
const checksOf = (runbook: Runbook, title: string) =>
  itemOf(runbook, title).checks.map(({ config, expect: condition }) => [config.run, condition])
const groupsOf = (runbook: Runbook) =>
  runbook.phases
    .map(
      (phase) =>
        [phase.title, runbook.items.filter((item) => item.phaseId === phase.id).length] as const,
    )
    .filter(([, count]) => count > 0)

test.each([
  ['medquiz', 42],
  ['mapquiz', 16],
  ['prisma-stripe', 23],
  ['readiness', 195],
  ['sylion', 42],
] as const)('%s as received gives %i items, in order, with clean text', (name, count) => {
  const runbook = open(name)
  expect(runbook.items).toHaveLength(count)
  expect(runbook.items.map((item) => item.title)).toEqual(titles(name))
  expect(new Set(runbook.items.map((item) => item.id)).size).toBe(count)
  const lines = runbook.text.split('\n')
  for (const item of runbook.items) {
    const words = (text: string) => text.replaceAll(/[`*|\\]/g, '').replaceAll(/\s+/g, ' ')
    expect(words(lines[item.line - 1] ?? '')).toContain(words(item.title))
  }
  expect(runbook.problems.filter((problem) => problem.severity !== 'info')).toEqual([])
})

test('every check of every seed is valid against its probe', () => {
  for (const name of ['medquiz', 'mapquiz', 'prisma-stripe', 'readiness', 'sylion']) {
    for (const check of open(name).items.flatMap((item) => item.checks)) {
      const probe = probes[check.kind]
      expect(probe.config.safeParse(check.config).success).toBe(true)
      expect(checkExpectation(check.expect ?? probe.defaultExpect, probe.facts)).toEqual({
        ok: true,
      })
    }
  }
})

describe('MedQuiz', () => {
  const runbook = open('medquiz')

  test('has nine numbered phases', () => {
    expect(runbook.title).toBe('MedQuiz Backend - Checklist Go-Live (Exigeante)')
    expect(groupsOf(runbook).map(([, count]) => count)).toEqual([6, 9, 3, 3, 4, 4, 5, 5, 3])
    expect(itemOf(runbook, 'Déploiement migration').number).toBe('3.1')
  })

  test('checks the health addresses under their item, and keeps the list as details', () => {
    const item = itemOf(runbook, 'Vérification immédiate')
    expect(item.commands.map((command) => [command.text, command.danger])).toEqual([
      ['curl -fsS https://<host>/v1/health/live', 'read'],
      ['curl -fsS https://<host>/v1/health/ready', 'read'],
    ])
    expect(item.checks).toMatchObject([
      {
        kind: 'command',
        config: { run: 'curl -fsS https://<host>/v1/health/live' },
        line: 40,
        column: 6,
        origin: 'command',
      },
      {
        kind: 'command',
        config: { run: 'curl -fsS https://<host>/v1/health/ready' },
        line: 41,
        column: 6,
        origin: 'command',
      },
    ])
    expect(item.details).toMatchObject([
      { t: 'list', items: [expect.anything(), expect.anything()] },
    ])
  })
})

describe('MapQuiz', () => {
  const runbook = open('mapquiz')

  test('offers today’s words for the older Fly commands', () => {
    const offered = runbook.problems
      .filter((problem) => problem.message.id === 'runbook.older-fly')
      .map((problem) => [problem.line, problem.message.values?.today])
    expect(offered).toEqual([
      [124, 'fly deploy --remote-only --skip-release-command'],
      [138, 'fly releases --image && fly deploy --image REF'],
      [141, 'fly releases --image && fly deploy --image REF'],
      [147, 'fly logs'],
      [150, 'fly logs --region cdg'],
      [156, 'fly apps restart APP'],
      [159, 'fly machine list'],
    ])
  })

  test('fails a health address that answers with an error', () => {
    expect(checksOf(runbook, 'API accessible')).toEqual([
      ['curl --fail https://backend-solitary-moon-1875.fly.dev/health', undefined],
    ])
    expect(checksOf(runbook, 'Tests locaux passent')).toEqual([])
  })

  test('has the phases’ fences as their commands, each line on its own', () => {
    const phase = runbook.phases.find((candidate) => candidate.title === 'Debug Production')
    expect(phase?.commands.map(({ text, line, danger }) => [text, line, danger])).toEqual([
      ['fly logs --tail', 147, 'read'],
      ['fly logs --tail --region cdg', 150, 'read'],
      ['fly ssh console', 153, 'change'],
      ['fly restart', 156, 'change'],
      ['fly status --all', 159, 'read'],
    ])
  })
})

test('Prisma and Stripe: with no box at all, top entries are items and nested ones stay under them', () => {
  const runbook = open('prisma-stripe')
  expect(groupsOf(runbook).map(([, count]) => count)).toEqual([3, 3, 3, 4, 6, 2, 2])
  const item = itemOf(runbook, 'Tests de restauration')
  expect(item.details).toMatchObject([
    { t: 'list', items: [expect.anything(), expect.anything(), expect.anything()] },
  ])
  expect(item.commands.map((command) => command.danger)).toEqual([
    'read',
    'destroy',
    'change',
    'change',
  ])
  expect(item.checks).toEqual([])
})

test('readiness: phases with their due times, and the success metrics are no items', () => {
  const runbook = open('readiness')
  const dues = runbook.phases.flatMap((phase) =>
    phase.due
      ? [[phase.title, phase.due.fromSeconds / 3_600, (phase.due.untilSeconds ?? 0) / 3_600]]
      : [],
  )
  expect(dues).toEqual([
    ['📋 Pre-Launch Checklist (48h avant)', -48, 0],
    ['1h avant', -1, 0],
    ['Post-launch (24-48h)', 24, 48],
    ['📊 Métriques de succès', 168, 0],
  ])
  const metrics = runbook.phases.find((phase) => phase.title === '📊 Métriques de succès')
  expect(metrics?.details).toMatchObject([{ t: 'paragraph' }, { t: 'list', items: { length: 7 } }])
  expect(runbook.items.some((item) => item.phaseId === metrics?.id)).toBe(false)
})

describe('Sylion', () => {
  const runbook = open('sylion')

  test('has its tables’ rows and the groups of its final checklist', () => {
    expect(groupsOf(runbook)).toEqual([
      ['1.1 Base de données PostgreSQL', 4],
      ['1.2 Redis', 3],
      ['1.3 Workers BullMQ', 4],
      ['1.5 Services externes', 3],
      ['5.1 Protection des données personnelles', 4],
      ['INFRASTRUCTURE', 5],
      ['WEBHOOK', 3],
      ['SCENARIOS', 4],
      ['RECOMMANDE (staging uniquement)', 1],
      ['OBSERVABILITE', 3],
      ['SECURITE', 3],
      ['ROLLBACK', 3],
      ['DECISION', 2],
    ])
    const heading = runbook.phases.find((phase) => phase.title === 'Checklist finale pré-GO-LIVE')
    expect(runbook.phases.find((phase) => phase.title === 'WEBHOOK')).toMatchObject({
      depth: 3,
      parentId: heading?.id,
    })
  })

  test('makes checks of commands and criteria', () => {
    expect(checksOf(runbook, 'PostgreSQL accessible')).toEqual([
      [
        'docker exec -it sylion-postgres pg_isready -U sylion',
        'exit_code == 0 && stdout.contains("accepting connections")',
      ],
    ])
    expect(checksOf(runbook, 'Extension pgvector')).toEqual([
      [
        `docker exec -it sylion-postgres psql -U sylion -c "SELECT extname FROM pg_extension WHERE extname='vector';"`,
        'exit_code == 0 && stdout.contains("vector")',
      ],
    ])
    expect(checksOf(runbook, 'Migrations appliquées')).toEqual([
      ['npm run db:migrate', 'exit_code == 0'],
    ])
    expect(checksOf(runbook, 'Redis accessible')).toEqual([
      ['docker exec -it sylion-redis redis-cli ping', 'exit_code == 0 && stdout.contains("PONG")'],
    ])
    expect(checksOf(runbook, 'Politique d')).toEqual([
      [
        'docker exec -it sylion-redis redis-cli config get maxmemory-policy',
        'exit_code == 0 && (stdout.contains("volatile-lru") || stdout.contains("allkeys-lru"))',
      ],
    ])
    expect(checksOf(runbook, 'GCP Vertex AI')).toEqual([
      [
        'npx tsx scripts/test-gcp-auth.ts',
        'exit_code == 0 && stdout.contains("Authentication successful")',
      ],
    ])
    expect(checksOf(runbook, 'Données seed présentes')).toEqual([])
    expect(checksOf(runbook, 'API WhatsApp Provider')).toEqual([])
  })

  test('asks Redis for its limit where the written command cannot tell, and says so', () => {
    const item = itemOf(runbook, 'Mémoire suffisante')
    expect(item.commands.map((command) => command.text)).toEqual([
      'docker exec -it sylion-redis redis-cli info memory | grep used_memory_human',
    ])
    expect(checksOf(runbook, 'Mémoire suffisante')).toEqual([
      [
        'docker exec -it sylion-redis redis-cli info memory',
        'int(stdout.field("used_memory")) * 100 / int(stdout.field("maxmemory")) < 80',
      ],
    ])
    expect(runbook.problems).toMatchObject([
      { severity: 'info', line: 47, itemId: item.id, message: { id: 'runbook.memory-check' } },
    ])
  })

  test('knows whom to call', () => {
    expect(runbook.contacts).toEqual([
      { level: 'L1', name: 'DevOps on-call', when: 'Toute alerte', afterMinutes: 0, line: 556 },
      {
        level: 'L2',
        name: 'Backend lead',
        when: 'Erreur non résolue > 15 min',
        afterMinutes: 15,
        line: 557,
      },
      {
        level: 'L3',
        name: 'CTO',
        when: 'Indisponibilité > 30 min',
        afterMinutes: 30,
        line: 558,
      },
    ])
  })

  test('keeps together the lines of a fence that share a variable', () => {
    const phase = runbook.phases.find((candidate) => candidate.title.startsWith('Scénario E'))
    expect(phase?.commands).toHaveLength(1)
    expect(phase?.commands[0]?.text.match(/\$MSG_ID/g)).toHaveLength(2)
  })
})
