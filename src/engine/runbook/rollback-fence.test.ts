import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { parseRunbook } from './parse-runbook.ts'

const parsed = (fence: string) => {
  const text = `# Go

- [ ] It answers {#ready}
  \`\`\`yaml check
  http: { url: "https://a.test/ready" }
  every: 5s
  \`\`\`
- [ ] Signed {#signed}

\`\`\`yaml rollback
${fence.trim()}
\`\`\`
`
  return parseRunbook({ bytes: new TextEncoder().encode(text), fileName: 'go.md' })
}
/** What stands where each problem is said to be, and what it is. */
const mistakes = (fence: string) => {
  const { problems, text } = parsed(fence)
  return problems.map(({ line, column, severity, message: { id }, suggestion }) => {
    const there = (text.split('\n')[line - 1] ?? '').slice(column - 1)
    const word = /^\W?[\w./-]+/.exec(there)?.[0] ?? there.charAt(0)
    return [`“${word}”`, severity, id, ...(suggestion === undefined ? [] : [suggestion])].join(' ')
  })
}

const head = `title: Back
budget: 5m
safe-state: Stopped.`
const done = `done:
  - http: { url: "https://a.test/health" }`
const plan = (steps: string) => `${head}\nsteps:\n${steps.replace(/^\n|\n$/g, '')}\n${done}`
const look = 'verify: [{ http: { url: "https://a.test/" } }]'

test('a plan has its steps, each with what verifies it, and the way on', () => {
  const { rollbacks, problems } = parsed(`
id: code
title: Back to the last code
when: [Is the code to blame?, Are the data intact?]
budget: 15m
environments: [staging, production]
safe-state: The backend is stopped; messages wait.
variables: { compose: docker-compose.prod.yml, limit: 3 }
steps:
  - id: out
    title: Check out
    why: The last good code.
    on: prod-1
    git: { folder: /srv/app, commit: "\${release.last_good}" }
    expected: 10s
    verify:
      - command: { run: git -C /srv/app rev-parse HEAD, on: prod-1 }
        id: head
        title: It is checked out
        expect: stdout != ''
        times: 3
        every: 1s
        within: 20s
    if-fails: { text: Look at what was changed., next: ask }
  - title: Start it
    why: To be back.
    compose: { do: up, file: "\${compose}", services: [backend, worker], folder: /srv/app, env: { TAG: "1" } }
    expected: 2m
    timeout: 3m
    unverified: The next step waits for it.
  - title: Wait
    why: Nothing goes on before.
    wait-until:
      - { check: ready, require: availability == 1.0, window: 30s, title: Ready stays }
    next: end
  - id: ask
    title: What now
    why: Somebody has to say.
    decide:
      question: Go on?
      options: [{ label: Again, next: out }, { label: No, next: stop }]
done:
  - http: { url: "https://a.test/health" }
    title: It is healthy
    times: 3
`)
  expect(problems).toEqual([])
  expect(rollbacks).toMatchObject([
    {
      id: 'code',
      when: ['Is the code to blame?', 'Are the data intact?'],
      budgetMs: 900_000,
      environments: ['staging', 'production'],
      safeState: 'The backend is stopped; messages wait.',
      variables: { compose: 'docker-compose.prod.yml', limit: '3' },
      line: 12,
      steps: [
        {
          id: 'out',
          why: 'The last good code.',
          action: {
            kind: 'check',
            check: {
              id: 'rollback.code.out',
              itemId: 'rollback.code',
              kind: 'command',
              config: {
                on: 'prod-1',
                cwd: '/srv/app',
                env: { COMMIT: '${release.last_good}' },
              },
              timeoutMs: 60_000,
              origin: 'fence',
              line: 23,
              column: 5,
            },
          },
          expectedMs: 10_000,
          verify: [
            {
              id: 'out.head',
              title: 'It is checked out',
              kind: 'check',
              check: { id: 'rollback.code.out.head', expect: "stdout != ''" },
              times: 3,
              everyMs: 1000,
              withinMs: 20_000,
            },
          ],
          ifFails: { text: 'Look at what was changed.', next: { step: 'ask' } },
          next: { step: 'start-it' },
          isPointOfNoReturn: false,
        },
        {
          id: 'start-it',
          action: {
            check: {
              config: {
                argv: ['docker', 'compose', '-f', '${compose}', 'up', '-d', 'backend', 'worker'],
                cwd: '/srv/app',
                env: { TAG: '1' },
              },
              timeoutMs: 180_000,
            },
          },
          verify: [],
          unverified: 'The next step waits for it.',
        },
        {
          id: 'wait',
          action: { kind: 'wait' },
          verify: [
            {
              id: 'wait.ready-stays',
              kind: 'window',
              withinMs: 60_000,
              criterion: { checkId: 'ready#1', windowSeconds: 30, holdSeconds: 0 },
            },
          ],
          next: 'end',
        },
        {
          id: 'ask',
          action: {
            kind: 'decide',
            question: 'Go on?',
            options: [
              { label: 'Again', next: { step: 'out' } },
              { label: 'No', next: 'stop' },
            ],
          },
          next: { step: 'out' },
        },
      ],
      done: [{ id: 'done.it-is-healthy', times: 3, everyMs: 2000, withinMs: 30_000 }],
    },
  ])
})

test('a fence under an item is read as well, and is no detail of it', () => {
  const text = `# Go\n\n- [ ] Rollback tested\n\n  \`\`\`yaml rollback\n  ${plan(
    '  - { title: A, why: b, manual: c, unverified: d }',
  ).replaceAll('\n', '\n  ')}\n  \`\`\`\n`
  const { rollbacks, items, problems } = parseRunbook({
    bytes: new TextEncoder().encode(text),
    fileName: 'go.md',
  })
  expect(problems).toEqual([])
  expect(rollbacks).toMatchObject([{ id: 'back', steps: [{ id: 'a', next: 'end' }] }])
  expect(items[0]?.details).toEqual([])
})

describe('a mistake is said in its place, with what to do', () => {
  test.each([
    [
      'a key',
      `titel: X\n${plan('  - { title: A, why: b, manual: c, unverified: d }')}`,
      '“titel” error runbook.unknown-key title',
    ],
    [
      'a key of an action',
      plan(`  - { title: A, why: b, ${look}, compose: { do: up, service: x } }`),
      '“service” error runbook.unknown-key services',
    ],
    [
      'a word',
      plan(`  - { title: A, why: b, ${look}, systemd: { do: strat, unit: x } }`),
      '“strat” error runbook.bad-value start',
    ],
    [
      'a key of a verification',
      plan('  - { title: A, why: b, manual: c, verify: [{ http: { ur: "https://a.test" } }] }'),
      '“ur” error runbook.unknown-key url',
    ],
    ['no action', plan('  - { title: A, why: b }'), '“{” error rollback-plan.no-action'],
    [
      'two actions',
      plan('  - { title: A, why: b, manual: c, command: ls, unverified: d }'),
      '“manual” error rollback-plan.two-actions',
    ],
    [
      'an option of another action',
      plan('  - { title: A, why: b, manual: c, on: host, unverified: d }'),
      '“on” error rollback-plan.option',
    ],
    [
      'what needs one of two',
      plan(`  - { title: A, why: b, ${look}, fly: { app: a } }`),
      '“fly” error rollback-plan.one-of',
    ],
    [
      'a name that would be an option',
      plan(`  - { title: A, why: b, ${look}, docker: { do: stop, container: --all } }`),
      '“--all” error runbook.bad-value',
    ],
    [
      'an unknown step',
      plan('  - { id: first, title: A, why: b, manual: c, unverified: d, next: frist }'),
      '“frist” error rollback-plan.unknown-step first',
    ],
    [
      'a step twice',
      plan(`
  - { id: a, title: A, why: b, manual: c, unverified: d }
  - { id: a, title: B, why: b, manual: c, unverified: d }`),
      '“a” error rollback-plan.duplicate-step',
    ],
    [
      'a step called end',
      plan('  - { id: end, title: A, why: b, manual: c, unverified: d }'),
      '“end” error rollback-plan.reserved-id',
    ],
    [
      'nothing that verifies a change',
      plan('  - { title: A, why: b, command: systemctl stop x }'),
      '“{” error rollback-plan.no-verification',
    ],
    [
      'nothing that verifies what a person does',
      plan('  - { title: A, why: b, manual: c }'),
      '“{” error rollback-plan.no-verification',
    ],
    [
      'verified and not',
      plan(`  - { title: A, why: b, manual: c, ${look}, unverified: d }`),
      '“d” error rollback-plan.verified-and-not',
    ],
    [
      'a fact that the probe does not declare',
      plan(
        '  - { title: A, why: b, manual: c, verify: [{ http: { url: "https://a.test" }, expect: statsu == 200 }] }',
      ),
      '“statsu” error expectation.unknown-fact status',
    ],
    [
      'a fact of the window that is none',
      plan(
        '  - { title: A, why: b, manual: c, verify: [{ check: ready, require: availabilty > 0.9 }] }',
      ),
      '“availabilty” error expectation.unknown-fact availability',
    ],
    [
      'a check that is not watched',
      plan(
        '  - { title: A, why: b, manual: c, verify: [{ check: signed, require: failed == 0 }] }',
      ),
      '“signed” error runbook.gate-not-watched',
    ],
    [
      'a verification that does something',
      plan('  - { title: A, why: b, manual: c, verify: [{ command: { run: npm run smoke } }] }'),
      '“command” error rollback-plan.verification-changes',
    ],
    [
      'a verification that cannot come to pass',
      plan(
        `  - { title: A, why: b, manual: c, verify: [{ http: { url: "https://a.test" }, times: 9, every: 10s }] }`,
      ),
      '“9” error rollback-plan.too-often',
    ],
    [
      'a window that cannot be filled',
      plan(
        '  - { title: A, why: b, manual: c, verify: [{ check: ready, require: failed == 0, window: 1m, within: 30s }] }',
      ),
      '“30s” error rollback-plan.within-below-window',
    ],
    [
      'an option of a window with a probe',
      plan(
        '  - { title: A, why: b, manual: c, verify: [{ http: { url: "https://a.test" }, window: 1m }] }',
      ),
      '“window” error rollback-plan.option',
    ],
    [
      'a verification of nothing',
      plan('  - { title: A, why: b, manual: c, verify: [{ title: x }] }'),
      '“{” error rollback-plan.no-look',
    ],
    [
      'a timeout that cuts off what is expected',
      plan(`  - { title: A, why: b, command: ls, expected: 2m, timeout: 1m }`),
      '“1m” error rollback-plan.timeout-below',
    ],
    [
      'no end',
      `${head}\nsteps:\n  - { title: A, why: b, command: ls }`,
      '“title” error rollback-plan.done-empty',
    ],
    [
      'no way to the end',
      plan('  - { title: A, why: b, command: ls, next: stop }'),
      '“steps” error rollback-plan.no-end',
    ],
    [
      'a loop',
      plan(`
  - { id: a, title: A, why: b, command: ls }
  - { id: b, title: B, why: b, command: ls, next: a }`),
      '“a” error rollback-plan.loop',
    ],
    [
      'a choice that never ends',
      plan(`
  - { id: a, title: A, why: b, command: ls, if-fails: { next: end } }
  - id: b
    title: B
    why: b
    decide: { question: q, options: [{ label: x, next: c }, { label: y, next: c }] }
  - { id: c, title: C, why: b, command: ls, next: b }`),
      '“title” error rollback-plan.stuck|“title” error rollback-plan.stuck',
    ],
    [
      'no way back, and more is changed',
      plan(`
  - { title: A, why: b, manual: c, unverified: d, point-of-no-return: true }
  - { title: B, why: b, manual: c, ${look} }`),
      '“point-of-no-return” error rollback-plan.point-of-no-return',
    ],
    [
      'a step that no way leads to',
      plan(`
  - { title: A, why: b, command: ls, next: end }
  - { title: B, why: b, command: ls }`),
      '“title” warning rollback-plan.unreachable',
    ],
    [
      'a budget below the longest way',
      plan(`
  - { title: A, why: b, command: ls, expected: 3m, if-fails: { next: c }, next: end }
  - { id: c, title: C, why: b, command: ls, expected: 3m }`),
      '“5m” warning rollback-plan.budget-below',
    ],
  ])('%s', (_, fence, expected) => {
    expect(mistakes(fence)).toEqual(expected.split('|'))
    expect(parsed(fence).rollbacks).toHaveLength(expected.includes(' warning ') ? 1 : 0)
  })
})

test('two plans of one name: the first stays', () => {
  const both = `${plan('  - { title: A, why: b, command: ls }')}
\`\`\`

\`\`\`yaml rollback
id: back
${plan('  - { title: A, why: b, command: ls }')}`
  expect(mistakes(both)).toEqual(['“back” error rollback-plan.duplicate-id'])
  expect(parsed(both).rollbacks.map(({ id }) => id)).toEqual(['back'])
})

test('whatever stands in a fence, the runbook opens, and no plan leads nowhere', () => {
  const whole = plan(`
  - { id: a, title: A, why: b, command: ls, if-fails: { next: c }, expected: 10s }
  - id: b
    title: B
    why: b
    decide: { question: q, options: [{ label: x, next: a }, { label: y, next: end }] }
  - { id: c, title: C, why: b, git: { commit: "\${release.last_good}" }, ${look}, next: stop }`)
  const edit = fc.record({
    at: fc.nat(whole.length),
    cut: fc.nat(12),
    put: fc.constantFrom('', 'a', 'b', 'end', 'next: a', '[', '}', ': ', '\n', '0', '- ', 'null'),
  })
  expect(parsed(whole).rollbacks).toHaveLength(1)
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const text = edits.reduce(
        (fence, { at, cut, put }) => fence.slice(0, at) + put + fence.slice(at + cut),
        whole,
      )
      for (const { steps } of parsed(text.replaceAll('```', '')).rollbacks) {
        const ways = steps.flatMap(({ action, next, ifFails }) => [
          next,
          ...(ifFails.next === undefined ? [] : [ifFails.next]),
          ...(action.kind === 'decide' ? action.options.map((option) => option.next) : []),
        ])
        const named = ways.flatMap((way) => (typeof way === 'string' ? [] : way.step))
        expect(steps.map(({ id }) => id)).toEqual(expect.arrayContaining(named))
      }
    }),
    { numRuns: 60 },
  )
})
