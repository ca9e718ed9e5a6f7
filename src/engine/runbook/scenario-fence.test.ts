import { expect, test } from 'vitest'

import { parseRunbook } from './parse-runbook.ts'

const parsed = (fence: string, underItem = true) => {
  const indent = underItem ? '  ' : ''
  const body = fence.trim().replaceAll('\n', `\n${indent}`)
  const text = `# Go

\`\`\`yaml tail
file: /var/log/app.log
id: app
\`\`\`

- [ ] It works {#works}

${underItem ? '' : '## Other\n\n'}${indent}\`\`\`yaml scenario
${indent}${body}
${indent}\`\`\`

- [ ] It is watched {#watched}
  \`\`\`yaml check
  http: { url: "https://a.test" }
  every: 5s
  \`\`\`
`
  return parseRunbook({ bytes: new TextEncoder().encode(text), fileName: 'go.md' })
}
const mistakes = (fence: string, underItem = true) =>
  parsed(fence, underItem).problems.map(({ line, column, message: { id }, suggestion }) =>
    [`${line}:${column}`, id, ...(suggestion === undefined ? [] : [suggestion])].join(' '),
  )

test('a scenario has its steps, in three parts, and belongs to the item it stands under', () => {
  const { scenarios, problems } = parsed(`
title: It works
environments: [staging]
before:
  - http: { url: "https://a.test/login", method: POST }
    capture: { token: { json: json.token, secret: true } }
steps:
  - http: { url: "https://a.test/me", headers: { Authorization: "Bearer \${captured.token}" } }
    expect: status == 200
    within: 5s
  - log: { tail: app, match: "event: 'x'", never: true, within: 2s }
  - repeat: { times: 3, parallel: true, steps: [{ http: { url: "https://a.test/" } }] }
    expect: answers.exists(a, a.status == 429)
after:
  - wait: 1s
  - log: { tail: app, order: [one, "event: 'two'"] }
  - queue_moved: { queue: { on: main, name: jobs }, back: 0 }
  - stayed_up: { check: watched }
`)
  expect(problems).toEqual([])
  expect(scenarios).toMatchObject([
    {
      id: 'it-works',
      itemId: 'works',
      checkId: 'works#scenario.it-works',
      environments: ['staging'],
      before: [
        {
          kind: 'check',
          captures: [{ name: 'token', from: { json: 'json.token' }, isSecret: true }],
        },
      ],
      steps: [
        { kind: 'check', withinMs: 5000, check: { kind: 'http', expect: 'status == 200' } },
        { kind: 'log', tail: 'app', times: 0, withinMs: 2000 },
        { kind: 'repeat', times: 3, isParallel: true, steps: [{ kind: 'check' }] },
      ],
      after: [
        { kind: 'wait', ms: 1000 },
        { kind: 'log', inOrder: ['one', "event: 'two'"], withinMs: 10_000 },
        { kind: 'queue-moved', check: { kind: 'queue' }, up: 1, back: 0, withinMs: 30_000 },
        { kind: 'stayed-up', checkId: 'watched#1', everySeconds: 5, withinMs: 20_000 },
      ],
    },
  ])
})

test.each([
  [
    'an unknown key',
    'title: X\nsteps: [{ htp: { url: "https://a.test" } }]',
    '12:13 runbook.unknown-key http',
  ],
  [
    'an expectation',
    'title: X\nsteps:\n  - http: { url: "https://a.test" }\n    expect: statsu == 200',
    '14:15 expectation.unknown-fact status',
  ],
  [
    'a tail that is not there',
    'title: X\nsteps: [{ log: { tail: ap, match: x } }]',
    '12:26 scenario.unknown-tail app',
  ],
  ['two actions', 'title: X\nsteps: [{ wait: 1s, ask: x }]', '12:28 scenario.two-actions'],
  ['no action', 'title: X\nsteps: [{ title: x }]', '12:11 scenario.no-action'],
  [
    'what nobody captured',
    'title: X\nsteps: [{ command: { run: "echo ${captured.x}" } }]',
    '12:22 scenario.not-captured',
  ],
  [
    'neither a pattern nor several',
    'title: X\nsteps: [{ log: { tail: app } }]',
    '12:18 scenario.log-one-of',
  ],
  [
    'how often, of an order',
    'title: X\nsteps: [{ log: { tail: app, order: [a, b], times: 2 } }]',
    '12:53 scenario.order-alone',
  ],
  [
    'a queue that is only known later',
    'title: X\nsteps:\n  - command: { run: ls }\n    capture: { q: { regex: x } }\n  - queue_moved: { queue: { on: main, name: "${captured.q}" } }',
    '15:29 scenario.captured-later',
  ],
  [
    'a key of the queue',
    'title: X\nsteps: [{ queue_moved: { queue: { on: main, nam: q } } }]',
    '12:47 runbook.unknown-key name',
  ],
  [
    'a monitor that is not there',
    'title: X\nsteps: [{ stayed_up: { check: watchd } }]',
    '12:33 runbook.gate-unknown-item watched',
  ],
  [
    'an option of another action',
    'title: X\nsteps: [{ wait: 1s, expect: "true" }]',
    '12:31 scenario.option',
  ],
])('%s is a mistake in its place', (_, fence, mistake) => {
  expect(mistakes(fence)).toEqual([mistake])
  expect(parsed(fence).scenarios).toEqual([])
})

test('under no item it must name one', () => {
  expect(mistakes('title: X\nsteps: [{ wait: 1s }]', false)).toEqual(['13:1 scenario.no-item'])
  expect(mistakes('title: X\nitem: work\nsteps: [{ wait: 1s }]', false)).toEqual([
    '14:7 scenario.unknown-item works',
  ])
  expect(parsed('title: X\nitem: works\nsteps: [{ wait: 1s }]', false).scenarios).toHaveLength(1)
})
