import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseLine } from './parse-line.ts'
import { isContinuation } from './plain-line.ts'

const at = (text: string) => Date.parse(text)

describe('a line is read', () => {
  it.each([
    [
      'pino',
      '{"level":50,"time":1763719200000,"pid":1,"msg":"LLM error","event":"job_failed","tenantId":42}',
      {
        text: 'LLM error',
        level: 'error',
        atMs: 1763719200000,
        event: 'job_failed',
        fields: { pid: '1', tenantId: '42' },
      },
    ],
    [
      'winston',
      '{"level":"warn","message":"quota","timestamp":"2026-11-21T10:00:00.000Z","user":{"id":7}}',
      {
        text: 'quota',
        level: 'warn',
        atMs: at('2026-11-21T10:00:00Z'),
        fields: { 'user.id': '7' },
      },
    ],
    [
      'bunyan',
      '{"name":"api","hostname":"h","level":30,"msg":"up","time":"2026-11-21T10:00:00.000Z","v":0}',
      {
        text: 'up',
        level: 'info',
        atMs: at('2026-11-21T10:00:00Z'),
        fields: { name: 'api', hostname: 'h', v: '0' },
      },
    ],
    [
      'Docker’s own file',
      '{"log":"level=info msg=\\"in\\"\\n","stream":"stdout","time":"2026-11-21T10:00:00.5Z"}',
      { text: 'in', level: 'info', atMs: at('2026-11-21T10:00:00.500Z') },
    ],
    [
      'logfmt',
      'ts=2026-11-21T10:00:00Z level=error msg="no \\"db\\"" event=db_down attempt=3',
      {
        text: 'no "db"',
        level: 'error',
        atMs: at('2026-11-21T10:00:00Z'),
        event: 'db_down',
        fields: { attempt: '3' },
      },
    ],
    [
      'nginx access',
      '10.0.0.9 - - [21/Nov/2026:10:00:00 +0100] "POST /api/v1/whatsapp/webhook HTTP/1.1" 502 12 "-" "curl"',
      {
        level: 'error',
        atMs: at('2026-11-21T09:00:00Z'),
        fields: {
          ip: '10.0.0.9',
          method: 'POST',
          path: '/api/v1/whatsapp/webhook',
          status: '502',
          bytes: '12',
          agent: 'curl',
        },
      },
    ],
    [
      'nginx error',
      '2026/11/21 10:00:00 [crit] 7#7: *1 connect() failed',
      { text: '7#7: *1 connect() failed', level: 'fatal' },
    ],
    [
      'PostgreSQL',
      '2026-11-21 10:00:00.123 UTC [55] ERROR:  relation "x" does not exist',
      { text: 'relation "x" does not exist', level: 'error', atMs: at('2026-11-21T10:00:00.123Z') },
    ],
    ['a word in brackets', '[warn] slow query', { text: '[warn] slow query', level: 'warn' }],
    [
      'an event within words',
      "worker: { event: 'rate_limited', tenant: 42 }",
      { event: 'rate_limited' },
    ],
    ['prose', 'an error-free day', { text: 'an error-free day' }],
  ])('%s', (_, line, expected) => {
    expect({ level: undefined, ...parseLine(line) }).toMatchObject({
      level: undefined,
      ...expected,
    })
  })

  it('whatever it is, and always says something', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (line) => {
        expect(typeof parseLine(line).text).toBe('string')
      }),
    )
    fc.assert(
      fc.property(fc.json(), (line) => {
        expect(typeof parseLine(line).text).toBe('string')
      }),
    )
  })

  it('belongs to the line before it where it is a frame of a stack, or more of a PostgreSQL error', () => {
    for (const line of [
      '    at Worker.process (/app/worker.js:12:3)',
      'Caused by: java.io.IOException',
      '\tat com.example.Main',
      '2026-11-21 10:00:00.123 UTC [55] DETAIL:  Key (id)=(1) already exists.',
      'HINT:  No function matches.',
    ])
      expect(isContinuation(line)).toBe(true)
    for (const line of ['GET /', '{"a":1}', '2026-11-21 10:00:00 UTC [55] LOG:  ready', 'Error: x'])
      expect(isContinuation(line)).toBe(false)
  })
})
