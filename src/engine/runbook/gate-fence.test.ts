import { describe, expect, test } from 'vitest'

import { formatMessage } from '../../shared/messages/format.ts'
import { parseRunbook } from './parse-runbook.ts'

const items = `# Go-live

- [ ] The API is ready {#api}
  \`\`\`yaml check
  http: { url: "https://api.test/ready" }
  title: health/ready
  every: 5s
  timeout: 3s
  \`\`\`
- [ ] A backup was restored {#backup}
- [ ] Two looks {#two}
  \`\`\`yaml check
  id: fast
  tcp: { host: a.test, port: 80 }
  every: 1s
  \`\`\`
  \`\`\`yaml check
  id: slow
  tcp: { host: a.test, port: 81 }
  every: 30s
  \`\`\`
`

const counted = `- [ ] Queues are drained {#queues}
  \`\`\`yaml check
  queue: { on: main }
  every: 5s
  \`\`\`
- [ ] Few errors {#errors}
  \`\`\`yaml check
  prometheus:
    url: "https://api.test/metrics"
    values: { errors: http_errors_total, requests: http_requests_total }
  every: 15s
  \`\`\`
`

const open = (fence: string) =>
  parseRunbook({
    bytes: new TextEncoder().encode(`${items}${counted}\n\`\`\`yaml gate\n${fence}\n\`\`\`\n`),
    fileName: 'x.md',
  })
/** Where the first mistake stands, relative to the fence, and what it says. */
const mistake = (fence: string) => {
  const { problems, gates } = open(fence)
  const [problem] = problems.filter(({ severity }) => severity === 'error')
  expect(gates).toEqual([])
  return (
    problem && {
      line: problem.line - (items + counted).split('\n').length - 1,
      column: problem.column,
      says: formatMessage(problem.message, 'en'),
      suggestion: problem.suggestion,
    }
  )
}

test('a gate with its defaults, and those that it sets for all criteria', () => {
  const { gates, problems } = open(`title: Go or no-go
approvers: [Ops lead, Product, Ops lead]
window: 30m
criteria:
  - check: api
    require: availability >= 0.999 && p95_ms < 500.0
    min_samples: 300
  - { check: "two#slow", require: failed == 0, window: 10m, max_stale: 90s, advisory: true }
  - item: backup`)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(gates).toMatchObject([
    {
      id: 'go-or-no-go',
      title: 'Go or no-go',
      approvers: ['Ops lead', 'Product'],
      criteria: [
        {
          id: 'api',
          kind: 'window',
          title: 'health/ready',
          itemId: 'api',
          checkId: 'api#1',
          blocking: true,
          windowSeconds: 1800,
          minSamples: 300,
          minCoverage: 0.9,
          maxStaleSeconds: 13,
          warmUpSeconds: 0,
          noData: 'unknown',
          holdSeconds: 60,
        },
        { id: 'two#slow', windowSeconds: 600, maxStaleSeconds: 90, blocking: false },
        { id: 'backup', kind: 'item', title: 'A backup was restored', blocking: true },
      ],
    },
  ])
})

test('a gate under an item is a gate, and no detail of it', () => {
  const text = `${items}- [ ] Decide {#decide}
  \`\`\`yaml gate
  title: Go
  criteria: [{ item: api }]
  \`\`\`
`
  const { gates, items: read } = parseRunbook({
    bytes: new TextEncoder().encode(text),
    fileName: 'x.md',
  })
  expect(gates.map(({ id }) => id)).toEqual(['go'])
  expect(read.at(-1)?.details).toEqual([])
})

test.each([
  ['title: Go\ncriterai: []', 2, 1, 'Found “criterai”', 'criteria'],
  ['title: Go\ncriteria: [{ check: apy, require: failed == 0 }]', 2, 21, 'no item or check', 'api'],
  [
    'title: Go\ncriteria: [{ check: backup, require: failed == 0 }]',
    2,
    21,
    'no history',
    undefined,
  ],
  ['title: Go\ncriteria: [{ check: two, require: failed == 0 }]', 2, 21, 'two#slow', undefined],
  [
    'title: Go\ncriteria:\n  - check: api\n    require: availabilty > 0.9',
    4,
    14,
    'availabilty',
    'availability',
  ],
  [
    'title: Go\ncriteria:\n  - check: api\n    require: p95_ms + 1.0',
    4,
    14,
    'true or false',
    undefined,
  ],
  ['title: Go\ncriteria: [{ check: api }]', 2, 12, '“require” is missing', undefined],
  ['title: Go\ncriteria: [{ item: backup, window: 5m }]', 2, 28, 'Found “window”', undefined],
  ['title: Go\ncriteria: [{ item: backup, check: api }]', 2, 12, 'names one thing', undefined],
  ['title: Go\ncriteria: []', 2, 11, 'criteria', undefined],
  ['title: Go\ncriteria: [{ item: backup, advisory: true }]', 2, 1, 'advisory', undefined],
  [
    'title: Go\nmin_samples: 61\nwindow: 5m\ncriteria: [{ check: api, require: failed == 0 }]',
    4,
    12,
    '60 at most',
    undefined,
  ],
  ['title: Go\nwindow: soon\ncriteria: [{ item: api }]', 2, 9, 'a duration', undefined],
])('a mistake names its place: %j', (fence, line, column, says, suggestion) => {
  expect(mistake(fence)).toMatchObject({ line, column, suggestion })
  expect(mistake(fence)?.says).toContain(says)
})

test('a gate with one bad criterion is no gate: it would be GO too easily', () => {
  const fence = 'title: Go\ncriteria: [{ item: api }, { item: backpu }]'
  expect(mistake(fence)).toMatchObject({ suggestion: 'backup' })
})

test('two gates cannot share an id', () => {
  const fence = 'id: go\ntitle: Go\ncriteria: [{ item: api }]'
  const { gates, problems } = open(`${fence}\n\`\`\`\n\n\`\`\`yaml gate\n${fence}`)
  expect(gates).toHaveLength(1)
  expect(problems.map(({ message }) => message.id)).toContain('runbook.gate-duplicate-id')
})

describe('conditions over measures', () => {
  test.each([
    ['queues', 'max.depth <= 100.0 && availability >= 0.99'],
    ['queues', 'max.queues.mail.depth <= 100.0'],
    ['queues', 'p95.queues["mail-out"].waiting < 5.0 && min.workers >= 1.0'],
    ['errors', 'increase.values.errors / increase.values.requests < 0.01'],
    ['errors', 'rate.values.errors <= 0.5 || since.values.errors > 600.0'],
    ['api', 'last.json.queue.depth < 10.0'],
  ])('of %s: %s', (check, require) => {
    const { gates, problems } = open(
      `title: Go\ncriteria:\n  - check: ${check}\n    require: ${require}`,
    )
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(gates).toHaveLength(1)
  })

  test.each([
    ['queues', 'max.dpeth <= 100.0', 18, 'dpeth', 'max.depth'],
    ['queues', 'mx.depth <= 100.0', 14, 'mx', undefined],
    [
      'queues',
      'availability > 0.9 && max.queues.mail.dpth < 5.0',
      52,
      'dpth',
      'max.queues.mail.depth',
    ],
    ['queues', 'max.version == 5.0', 18, 'version', undefined],
    ['queues', 'max.latency_ms < 5.0', 18, 'latency_ms', undefined],
    ['api', 'max.depth < 5.0', 18, 'depth', undefined],
    ['errors', 'max.values < 5.0', 18, 'values', undefined],
  ])('%s: %s is a mistake', (check, require, column, says, suggestion) => {
    const found = mistake(`title: Go\ncriteria:\n  - check: ${check}\n    require: ${require}`)
    expect(found).toMatchObject({ line: 4 })
    expect(found?.says).toContain(says)
    expect([found?.column, found?.suggestion]).toEqual([column, suggestion])
  })

  test('a percentile of a measure is told over two hours at most', () => {
    const gate = (window: string) =>
      `title: Go\ncriteria:\n  - check: queues\n    window: ${window}\n    require: p95.depth < 5.0`
    expect(open(gate('2h')).gates).toHaveLength(1)
    expect(mistake(gate('3h'))).toMatchObject({
      line: 5,
      column: 14,
      says: 'p95.depth: percentiles of a measure are told over 2 h at most; take a shorter `window`, or `max`.',
    })
  })
})

describe('a criterion about readiness', () => {
  const criteriaOf = (criterion: string) =>
    open(`title: Go\ncriteria:\n  - ${criterion}`).gates[0]?.criteria

  test('is about all of its lines, or about some', () => {
    expect(criteriaOf('readiness: true')).toEqual([
      {
        id: 'readiness',
        kind: 'readiness',
        title: 'Readiness',
        itemId: '',
        blocking: true,
        lines: [],
      },
    ])
    expect(criteriaOf('{ readiness: [backup, migrations, backup], title: Data }')).toMatchObject([
      { title: 'Data', lines: ['backup', 'migrations'] },
    ])
  })

  test.each([
    '{ readiness: true, item: api }',
    '{ readiness: true, hold: 1m }',
    'readiness: [weather]',
    'readiness: false',
  ])('%s is a mistake', (criterion) => {
    const { gates, problems } = open(`title: Go\ncriteria:\n  - ${criterion}`)
    expect(gates).toEqual([])
    expect(problems.some(({ severity }) => severity === 'error')).toBe(true)
  })
})
