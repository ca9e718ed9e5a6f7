import { describe, expect, test } from 'vitest'

import { formatMessage } from '../../shared/messages/format.ts'
import { parseRunbook } from './parse-runbook.ts'

const open = (text: string) =>
  parseRunbook({ bytes: new TextEncoder().encode(text), fileName: 'x.md' })
const withFence = (...fences: string[]) =>
  open(`# Go-live\n\n${fences.map((one) => `\`\`\`yaml tail\n${one}\n\`\`\`\n`).join('\n')}`)
/** Lines of {@link withFence} above the first fence's own first line. */
const above = 3
const mistakes = ({ problems }: ReturnType<typeof open>) =>
  problems
    .filter(({ severity }) => severity === 'error')
    .map(({ line, column, message, suggestion }) => ({
      line,
      column,
      says: formatMessage(message, 'en'),
      suggestion,
    }))

describe('a tail', () => {
  test.each([
    ['docker: sylion\nengine: podman', { docker: 'sylion', engine: 'podman' }],
    ['compose: api\nproject: shop', { compose: 'api', project: 'shop' }],
    ['file: /var/log/app/*.log', { file: '/var/log/app/*.log' }],
    ['journald: "*"', { journald: '*' }],
    ['fly: sylion\nmachine: 148e', { fly: 'sylion', machine: '148e' }],
    [
      'kubectl: deployment/api\nnamespace: shop\ncontainer: web',
      { kubectl: 'deployment/api', namespace: 'shop', container: 'web' },
    ],
    ['command: tail -F /var/log/x', { command: 'tail -F /var/log/x' }],
  ])('%s', (fence, config) => {
    const runbook = withFence(fence)
    expect(mistakes(runbook)).toEqual([])
    expect(runbook.tails).toMatchObject([
      { kind: Object.keys(config)[0], config, backSeconds: 600, patterns: [], line: above + 1 },
    ])
  })

  test('has a name, a host, a past and patterns; what is left out is made up', () => {
    const runbook = withFence(
      `docker: sylion-backend
title: The API’s log
on: prod-1
since: 90s
patterns:
  - match: "event: 'job_failed'"
    title: A job failed
    critical: true
  - { id: slow, match: 'duration":[0-9]{5}' }`,
      'docker: sylion-backend\nid: again\nsince: 0s',
    )
    expect(mistakes(runbook)).toEqual([])
    expect(runbook.tails).toEqual([
      {
        id: 'the-api-s-log',
        title: 'The API’s log',
        kind: 'docker',
        config: { docker: 'sylion-backend' },
        on: 'prod-1',
        backSeconds: 90,
        line: above + 1,
        patterns: [
          {
            id: 'a-job-failed',
            title: 'A job failed',
            match: "event: 'job_failed'",
            critical: true,
            alert: { count: 1, windowSeconds: 60 },
          },
          {
            id: 'slow',
            title: 'duration":[0-9]{5}',
            match: 'duration":[0-9]{5}',
            critical: false,
          },
        ],
      },
      expect.objectContaining({ id: 'again', title: 'sylion-backend', backSeconds: 0 }),
    ])
  })

  test.each([
    ['no source', 'id: app', 1, 1, /needs one source/],
    ['two sources', 'docker: a\nfile: /b', 2, 1, /exactly one source/],
    ['an option of another source', 'file: /b\nproject: shop', 2, 1, /“project” belongs to “comp/],
    ['too far back', 'docker: a\nsince: 48h', 2, 8, /24h/],
    ['a name that is none', 'docker: a\nid: "a b"', 2, 5, /letters, digits/],
    [
      'a regular expression that does not compile',
      'file: /b\npatterns:\n  - match: fine\n  - { id: x, match: "(" }',
      4,
      21,
      /does not compile/,
    ],
    [
      'two patterns of one name',
      'file: /b\npatterns:\n  - { id: x, match: a }\n  - { id: x, match: b }',
      4,
      11,
      /“x”/,
    ],
  ])('refused, with its place: %s', (_name, fence, line, column, says) => {
    const runbook = withFence(fence)
    expect(runbook.tails).toEqual([])
    expect(mistakes(runbook)).toMatchObject([
      { line: above + line, column, says: expect.stringMatching(says) },
    ])
  })

  test('a misspelt key is told the right one', () => {
    expect(mistakes(withFence('dokcer: a'))).toContainEqual(
      expect.objectContaining({ line: above + 1, suggestion: 'docker' }),
    )
  })

  test('a name that another tail has', () => {
    const runbook = withFence('file: /a\nid: app', 'file: /b\nid: app')
    expect(runbook.tails).toHaveLength(1)
    expect(mistakes(runbook)).toMatchObject([
      { line: above + 7, column: 5, says: expect.stringContaining('“app”') },
    ])
  })
})

describe('a log check', () => {
  const check = (config: string) =>
    open(`# Go-live

\`\`\`yaml tail
file: /var/log/app.log
id: backend
patterns: [{ id: failed, match: "event: 'job_failed'" }]
\`\`\`

- [ ] No job fails {#jobs}
  \`\`\`yaml check
  log: ${config}
  every: 5s
  \`\`\`
`)

  test('names a tail and one of its patterns', () => {
    expect(mistakes(check('{ tail: backend, pattern: failed }'))).toEqual([])
  })

  test.each([
    ['{ tail: bakcend, pattern: failed }', /no tail “bakcend”/, 'backend'],
    ['{ tail: backend, pattern: faild }', /has no pattern “faild”/, 'failed'],
    ['{ tail: elsewhere-entirely, pattern: failed }', /no tail “elsewhere/, undefined],
  ])('%s', (config, says, suggestion) => {
    expect(mistakes(check(config))).toMatchObject([
      { line: 11, says: expect.stringMatching(says), suggestion },
    ])
  })
})
