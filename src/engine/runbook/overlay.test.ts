import { describe, expect, it } from 'vitest'

import { bundleFiles, overlayNameOf, unbundleFiles } from './overlay-bundle.ts'
import { parseRunbook } from './parse-runbook.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

const runbook = `# Go-live

## Before

- [ ] \`health/ready\` is stable
- [ ] The backup was restored {#backup}
- [ ] Redis: \`redis-cli ping\`

## After a week

All of it by then:
- 99.9% uptime

## Sign-off

- [ ] Signed {#signed}
`
const ready = 'health-ready-is-stable-'

function open(overlay: string, text = runbook) {
  const bytes = bundleFiles({ runbook: bytesOf(text), overlay: bytesOf(overlay) })
  const read = parseRunbook({ bytes, fileName: 'go.md' })
  const item = (id: string) => read.items.find((one) => one.id.startsWith(id))
  return { ...read, item, mistakes: read.problems.filter(({ file }) => file === 'go.overlay.yaml') }
}
const idOf = (prefix: string) => open('').item(prefix)?.id ?? ''

describe('an overlay', () => {
  it('gives items checks that say where they are from, and gates over them', () => {
    const { gates, budgets, item, mistakes, overlay } = open(`
runbook: Go-live
variables: { api: "https://api.test", limit: 3 }
items:
  ${idOf(ready)}:
    - http: { url: "\${api}/ready" }
      every: 5s
    - tcp: { host: db.test, port: 5432 }
      id: db
gates:
  - title: Go or no-go
    approvers: [Ops]
    criteria:
      - { check: ${idOf(ready)}, require: failed == 0 }
      - item: backup
budgets:
  - { title: Monthly, check: ${idOf(ready)}#1, target: 99.9% }
  - { title: Weekly, check: ${idOf(ready)}#3, target: 99.9% }
`)
    expect(mistakes).toMatchObject([{ line: 18, column: 29, suggestion: `${idOf(ready)}#1` }])
    expect(budgets).toMatchObject([{ id: 'monthly', target: 0.999, line: 17 }])
    expect(overlay?.fileName).toBe('go.overlay.yaml')
    expect(item(ready)?.checks).toMatchObject([
      { id: `${idOf(ready)}#1`, kind: 'http', origin: 'overlay', everySeconds: 5, line: 6 },
      { id: `${idOf(ready)}#db`, kind: 'tcp', origin: 'overlay', line: 8, column: 7 },
    ])
    expect(gates).toMatchObject([
      { id: 'go-or-no-go', approvers: ['Ops'], criteria: [{ kind: 'window' }, { kind: 'item' }] },
    ])
    expect(open('variables: { api: x, limit: 3 }').variables).toEqual({ api: 'x', limit: '3' })
  })

  it('means what fences under the items would: they replace what was read off a command', () => {
    const id = idOf('redis-redis-cli-ping')
    expect(open('').item(id)?.checks).toMatchObject([{ kind: 'command', origin: 'command' }])
    const check = '[{ redis: { on: cache } }]'
    expect(open(`items: { ${id}: ${check} }`).item(id)?.checks).toMatchObject([
      { id: `${id}#1`, kind: 'redis', origin: 'overlay' },
    ])
    // One that cannot be read takes nothing away.
    expect(open(`items: { ${id}: [{ redos: {} }] }`).item(id)?.checks).toHaveLength(1)
    const fenced = `${runbook}- [ ] Fenced {#fenced}
  \`\`\`yaml check
  http: { url: "https://api.test" }
  \`\`\`
`
    expect(
      open(`items: { fenced: ${check} }`, fenced)
        .item('fenced')
        ?.checks.map(({ id: name }) => name),
    ).toEqual(['fenced#1', 'fenced#2'])
  })

  it('makes items of what the runbook has as prose, in their phase, numbered there', () => {
    const { items, mistakes } = open(`
phases:
  after-a-week:
    - { item: 99.9% uptime, id: uptime, due: T+7d, owner: ops, blocking: true }
    - item: No incident
      checks: [{ http: { url: "https://api.test" } }]
  before:
    - item: The team is there
`)
    expect(mistakes).toEqual([])
    expect(items.map(({ number, title }) => `${number} ${title}`)).toEqual([
      '1.1 health/ready is stable',
      '1.2 The backup was restored',
      '1.3 Redis: redis-cli ping',
      '1.4 The team is there',
      '2.1 99.9% uptime',
      '2.2 No incident',
      '3.1 Signed',
    ])
    expect(items[4]).toMatchObject({
      id: 'uptime',
      phaseId: 'after-a-week',
      due: { fromSeconds: 604_800 },
      owner: 'ops',
      blocking: true,
      origin: 'overlay',
    })
    expect(items[5]?.checks).toMatchObject([{ origin: 'overlay', itemId: items[5]?.id }])
    expect(items[0]).not.toHaveProperty('origin')
  })

  it('says what names nothing, with what is near, and the rest works', () => {
    const { mistakes, item } = open(`
items:
  bakcup: [{ http: { url: "https://api.test" } }]
  health-ready-was-stable-0000: [{ http: { url: "https://api.test" } }]
  backup: [{ http: { url: "https://api.test" } }]
phases:
  befor: [{ item: More }]
  before: [{ item: Taken, id: backup }, { itm: More }, { item: When, due: later }]
`)
    expect(
      mistakes.map(({ message, line, column, suggestion }) => [
        message.id,
        `${line}:${column}`,
        suggestion,
      ]),
    ).toEqual([
      ['overlay.unknown-item', '3:3', 'backup'],
      ['overlay.unknown-item', '4:3', idOf(ready)],
      ['overlay.unknown-phase', '7:3', 'before'],
      ['overlay.taken-id', '8:31', undefined],
      ['runbook.unknown-key', '8:43', 'item'],
      ['runbook.bad-due', '8:75', undefined],
    ])
    expect(item('backup')?.checks).toHaveLength(1)
  })

  it('shows a mistake in a check or a gate at its place in the overlay', () => {
    const { mistakes, gates } = open(`
items:
  backup:
    - http: { url: "https://api.test" }
      expect: statsu == 200
      every: 5s
gates:
  - title: One
    criteria:
      - { check: backup, require: availabilty > 0.9 }
  - title: Two
    criteria: [{ item: signed }]
  - title: Three
    criteria: [{ item: sined }]
`)
    expect(mistakes.map(({ line, column, suggestion }) => [line, column, suggestion])).toEqual([
      [5, 15, 'status'],
      [10, 18, undefined],
      [14, 24, 'signed'],
    ])
    expect(mistakes[0]).toMatchObject({ itemId: 'backup', severity: 'error' })
    expect(gates.map(({ id }) => id)).toEqual(['two'])
  })

  it('gives items scenarios, and the tails that these and checks look at', () => {
    const own = `${runbook}
\`\`\`yaml tail
file: /var/log/own.log
id: own
\`\`\`
`
    const overlaid = `
items:
  backup: [{ log: { tail: app, pattern: boom }, every: 5s }]
tails:
  - { file: /var/log/app.log, id: app, patterns: [{ id: boom, match: boom }] }
scenarios:
  - title: A message is answered
    item: signed
    steps:
      - http: { url: "https://api.test/" }
      - log: { tail: own, match: x }
      - log: { tail: app, match: x }
  - { title: On nothing, steps: [{ wait: 1s }] }
  - { title: On an item with another name, item: sined, steps: [{ wait: 1s }] }
  - { title: In vain, item: signed, steps: [{ log: { tail: ap, match: x } }] }
`
    const { scenarios, tails, mistakes, problems } = open(overlaid, own)
    expect(tails.map(({ id }) => id)).toEqual(['own', 'app'])
    expect(scenarios).toMatchObject([
      { id: 'a-message-is-answered', itemId: 'signed', line: 7, checkId: expect.any(String) },
    ])
    expect(
      mistakes.map(({ message, line, column, suggestion }) => [
        message.id,
        `${line}:${column}`,
        suggestion,
      ]),
    ).toEqual([
      ['scenario.no-item', '13:5', undefined],
      ['scenario.unknown-item', '14:50', 'signed'],
      ['scenario.unknown-tail', '15:60', 'app'],
    ])
    expect(problems).toHaveLength(mistakes.length)
    // Without the overlay's tail its check is wrong, at its place in the overlay.
    const without = open(overlaid.replace(/tails:\n.*\n/, ''), own).mistakes
    expect(without[0]).toMatchObject({ line: 3, message: { id: 'runbook.log-no-tail' } })
    const twice = open('tails: [{ file: /a, id: own }]', own)
    expect(twice.mistakes).toMatchObject([{ message: { id: 'runbook.tail-duplicate-id' } }])
  })

  it('that is no YAML, or for another runbook, is said', () => {
    expect(open('items: [').mistakes).toMatchObject([{ message: { id: 'runbook.yaml' } }])
    expect(open('itms: {}').mistakes).toMatchObject([{ suggestion: 'items', line: 1, column: 1 }])
    expect(open('- 1').mistakes).toHaveLength(1)
    expect(open('').mistakes).toEqual([])
    expect(open('runbook: Another').mistakes).toMatchObject([
      { severity: 'warning', message: { id: 'overlay.other-runbook' } },
    ])
  })
})

describe('a runbook and its overlay as one file', () => {
  const files = { runbook: bytesOf('# A\n- [ ] b\n'), overlay: bytesOf('items: {}\n') }

  it('are what they were, and have one hash for both', () => {
    const { runbook: own, overlay } = unbundleFiles(bundleFiles(files))
    expect([own, overlay].map((one) => Buffer.from(one ?? []).toString())).toEqual([
      '# A\n- [ ] b\n',
      'items: {}\n',
    ])
    const hashOf = (overlaid?: string) =>
      parseRunbook({
        bytes: bundleFiles({
          runbook: files.runbook,
          ...(overlaid === undefined ? {} : { overlay: bytesOf(overlaid) }),
        }),
        fileName: 'a.md',
      }).hash
    expect(new Set([hashOf(), hashOf(''), hashOf('items: {}'), hashOf('items: {}')]).size).toBe(3)
    expect(bundleFiles({ runbook: files.runbook })).toBe(files.runbook)
  })

  it('cut short are a text like any other', () => {
    const cut = bundleFiles(files).subarray(0, 30)
    expect(unbundleFiles(cut)).toEqual({ runbook: cut })
  })

  it.each([
    ['medquiz.txt', 'medquiz.overlay.yaml'],
    ['/a.b/go', '/a.b/go.overlay.yaml'],
    ['C:\\x.y\\go.live.md', 'C:\\x.y\\go.live.overlay.yaml'],
  ])('the overlay of %s is %s', (name, overlay) => {
    expect(overlayNameOf(name)).toBe(overlay)
  })
})

describe('readiness in an overlay', () => {
  const overlay = `
readiness:
  repository: { folder: /srv/api }
  migrations: { folder: db }
  backup: { file: /backup/all.sql, database: main, max-age: 2h }
`
  const backup = {
    file: '/backup/all.sql',
    database: 'main',
    maxAgeMs: 7_200_000,
  }

  it('says what the runbook does not, and each of the runbook’s own keys wins', () => {
    const folder = { repository: { folder: '/srv/api' } }
    expect(open(overlay).readiness).toEqual({ ...folder, migrations: { folder: 'db' }, backup })
    const own = `---\nreadiness: { migrations: none }\n---\n${runbook}`
    const both = open(overlay, own)
    expect(both.readiness).toEqual({ ...folder, migrations: 'none', backup })
    expect(both.mistakes).toEqual([])
  })

  it('is left out where it cannot be read, with its place, and the rest works', () => {
    const { readiness, mistakes, item } = open(
      `items:\n  backup:\n    - tcp: { host: db.test, port: 5432 }\nreadiness:\n  migration: none\n`,
    )
    expect(readiness).toBeUndefined()
    expect(mistakes).toMatchObject([{ line: 5, column: 3, suggestion: 'migrations' }])
    expect(item('backup')?.checks).toHaveLength(1)
  })
})
