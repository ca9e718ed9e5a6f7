import { expect, test } from 'vitest'

import { formatMessage } from '../../shared/messages/format.ts'
import { parseRunbook } from './parse-runbook.ts'

const items = `# Go-live

- [ ] The API is ready {#api}
  \`\`\`yaml check
  http: { url: "https://api.test/ready" }
  every: 5s
  \`\`\`
- [ ] A backup was restored {#backup}
- [ ] Requests are served {#requests}
  \`\`\`yaml check
  prometheus:
    url: "https://api.test/metrics"
    values: { errors: 'http_requests_total{status=~"5.."}', requests: http_requests_total }
  every: 15s
  \`\`\`
`

const open = (fence: string) =>
  parseRunbook({
    bytes: new TextEncoder().encode(`${items}\n\`\`\`yaml budget\n${fence}\n\`\`\`\n`),
    fileName: 'x.md',
  })
const errorsOf = (fence: string) => open(fence).problems.filter((one) => one.severity === 'error')

test('a budget of looks, with what it does not say', () => {
  const {
    budgets,
    problems,
    items: read,
  } = open('title: API availability\ncheck: api\ntarget: 99.9%')
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(budgets).toEqual([
    {
      id: 'api-availability',
      title: 'API availability',
      itemId: 'api',
      checkId: 'api#1',
      source: { kind: 'looks' },
      target: 0.999,
      windowSeconds: 30 * 86_400,
      line: items.split('\n').length + 2,
    },
  ])
  expect(read.every(({ details }) => details.length === 0)).toBe(true)
})

test.each([
  ['99.9%', 0.999],
  ['"99,95 %"', 0.9995],
  ['0.99', 0.99],
  ['99.999%', 0.99999],
])('a target of %s', (target, share) => {
  expect(open(`title: A\ncheck: api\ntarget: ${target}`).budgets[0]?.target).toBe(share)
})

test('a limit of latency, and a window of its own', () => {
  expect(
    open('title: A\nid: fast\ncheck: api#1\ntarget: 99%\nwindow: 7d\nlatency: 300ms').budgets,
  ).toMatchObject([
    { id: 'fast', windowSeconds: 7 * 86_400, source: { kind: 'looks', latencyMs: 300 } },
  ])
})

test('counters of a check', () => {
  const fence =
    'title: A\ncheck: requests\ntarget: 99.9%\nbad: values.errors\ntotal: values.requests'
  expect(errorsOf(fence)).toEqual([])
  expect(open(fence).budgets[0]?.source).toEqual({
    kind: 'counters',
    bad: 'values.errors',
    total: 'values.requests',
  })
})

const base = 'title: A\ncheck: requests\ntarget: 99.9%'
test.each([
  ['title: A\nchekc: api\ntarget: 99.9%', 2, 1, 'Found “chekc”', 'check'],
  ['title: A\ncheck: apy\ntarget: 99.9%', 2, 8, 'no item or check', 'api'],
  ['title: A\ncheck: backup\ntarget: 99.9%', 2, 8, 'no history', undefined],
  ['title: A\ncheck: api\ntarget: 99.9', 3, 9, 'such as 99.9%', undefined],
  ['title: A\ncheck: api\ntarget: 100%', 3, 9, 'such as 99.9%', undefined],
  ['title: A\ncheck: api\ntarget: 99.9%\nwindow: 31d', 4, 9, 'a duration', undefined],
  ['title: A\ncheck: api', 1, 1, '“target” is missing', undefined],
  [`${base}\nbad: values.errors`, 1, 1, '“total” is missing', undefined],
  [`${base}\nbad: values.eror\ntotal: values.requests`, 4, 6, 'no number', 'values.errors'],
  [`${base}\nbad: errors\ntotal: values.requests`, 4, 6, 'no number', 'values.errors'],
  [
    `${base}\nbad: values.errors\ntotal: values.requests\nlatency: 1s`,
    6,
    1,
    '“latency” is for looks',
    undefined,
  ],
])('a mistake names its place: %j', (fence, line, column, says, suggestion) => {
  const { budgets, items: read } = open(fence)
  expect(budgets).toEqual([])
  expect(read).toHaveLength(3)
  const [problem] = errorsOf(fence)
  expect(problem && problem.line - items.split('\n').length - 1).toBe(line)
  expect([problem?.column, problem?.suggestion]).toEqual([column, suggestion])
  expect(problem && formatMessage(problem.message, 'en')).toContain(says)
})

test('two budgets cannot share an id; two of one title are told apart', () => {
  const fence = (id: string) => `${id}title: A\ncheck: api\ntarget: 99.9%`
  const two = (id: string) => open(`${fence(id)}\n\`\`\`\n\n\`\`\`yaml budget\n${fence(id)}`)
  expect(two('id: a\n').problems.map(({ message }) => message.id)).toContain(
    'runbook.budget-duplicate-id',
  )
  expect(two('id: a\n').budgets).toHaveLength(1)
  expect(two('').budgets.map(({ id }) => id)).toEqual(['a', 'a-2'])
})

test('a budget under an item is a budget, and no detail of it', () => {
  const text = `${items}- [ ] Watch it {#watch}\n  \`\`\`yaml budget\n  title: A\n  check: api\n  target: 99%\n  \`\`\`\n`
  const { budgets, items: read } = parseRunbook({
    bytes: new TextEncoder().encode(text),
    fileName: 'x.md',
  })
  expect(budgets.map(({ id }) => id)).toEqual(['a'])
  expect(read.at(-1)?.details).toEqual([])
})

const gated = (criterion: string) =>
  open(
    `title: A\nid: api\ncheck: api\ntarget: 99.9%\n\`\`\`\n\n\`\`\`yaml gate\ntitle: Go\nhold: 2m\ncriteria: [${criterion}]`,
  )

test('a gate asks of a budget that some is left and that it does not burn', () => {
  const { gates, problems } = gated('{ budget: api }')
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(gates[0]?.criteria).toEqual([
    {
      id: 'api',
      kind: 'budget',
      title: 'A',
      itemId: 'api',
      checkId: 'api#1',
      budgetId: 'api',
      target: 0.999,
      budgetSeconds: 30 * 86_400,
      blocking: true,
      require: 'remaining > 0.0 && !burning',
      // So many looks does one failure take to be within the target.
      minSamples: 1000,
      maxStaleSeconds: 20,
      noData: 'unknown',
      holdSeconds: 120,
    },
  ])
})

test.each([
  ['{ budget: apl }', 'no budget “apl”', 'api'],
  ['{ budget: api, window: 5m }', 'Found “window”', undefined],
  ['{ budget: api, item: api }', 'names one thing', undefined],
  ['{ budget: api, require: remaning > 0.0 }', 'remaning', 'remaining'],
  ['{ budget: api, require: burn_1h }', 'true or false', undefined],
])('a mistake in a criterion over a budget leaves no gate: %s', (criterion, says, suggestion) => {
  const { gates, problems } = gated(criterion)
  expect(gates).toEqual([])
  const [problem] = problems.filter(({ severity }) => severity === 'error')
  expect(problem && formatMessage(problem.message, 'en')).toContain(says)
  expect(problem?.suggestion).toBe(suggestion)
})
