import { describe, expect, test } from 'vitest'

import type { Measured } from '../../shared/model/check.ts'
import { judge } from '../expectation/judge.ts'
import { command as probe } from '../probes/command.ts'
import { checkFromCommand, checkFromCriterion } from './criterion.ts'
import { parseRunbook } from './parse-runbook.ts'

/** A table with one row, as it would stand in a runbook. */
function derive(run: string, criterion: string) {
  const text = `| ok | what | Command | Expected |\n|--|--|--|--|\n| ☐ | a | \`${run.replaceAll('|', '\\|')}\` | ${criterion} |\n`
  return parseRunbook({ bytes: new TextEncoder().encode(text), fileName: 'x.md' }).items[0]
    ?.checks[0]
}

function verdict(run: string, criterion: string, stdout: string, exitCode = 0) {
  const check = derive(run, criterion)
  if (!check) throw new Error(`no check of ${run} by ${criterion}`)
  const measurement: Measured = {
    kind: 'measured',
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    target: 'x',
    facts: { reachable: true, error: '', stdout: stdout.trim(), exit_code: exitCode },
  }
  return judge(check.expect ?? probe.defaultExpect, probe.facts, measurement).verdict
}

describe('a criterion', () => {
  test.each([
    ['redis-cli ping', '`PONG`', 'PONG\n', 0, 'passed'],
    ['redis-cli ping', 'PONG', 'NOAUTH Authentication required.\n', 0, 'failed'],
    ['pg_isready', '`accepting connections`', '/tmp:5432 - accepting connections\n', 0, 'passed'],
    ['pg_isready', 'accepting connections', '/tmp:5432 - rejecting connections\n', 1, 'failed'],
    ['npm run db:migrate', 'Exit code 0', '', 0, 'passed'],
    ['npm run db:migrate', 'Exit code 0', '', 1, 'failed'],
    ['some-tool', 'code retour 2', '', 2, 'passed'],
    [
      'redis-cli config get maxmemory-policy',
      '`volatile-lru` ou `allkeys-lru`',
      'maxmemory-policy\nallkeys-lru\n',
      0,
      'passed',
    ],
    [
      'redis-cli config get maxmemory-policy',
      '`volatile-lru` ou `allkeys-lru`',
      'maxmemory-policy\nnoeviction\n',
      0,
      'failed',
    ],
    ['tool', '`a` et `b`', 'a', 0, 'failed'],
    ['tool', '`a` et `b`', 'b a', 0, 'passed'],
    ['grep -E x log', 'aucun résultat', '', 1, 'passed'],
    ['grep -E x log', 'aucun résultat', 'x', 0, 'failed'],
    ['curl -s http://a/health', 'HTTP 200', '{"HTTP 200":1}\nHTTP 200', 0, 'passed'],
    ['curl -s http://a/health', 'HTTP 200', '{"status":"HTTP 200"}\nHTTP 503', 0, 'failed'],
    ['curl -s -o /dev/null -w "%{http_code}" http://a', 'HTTP 410', '410', 0, 'passed'],
  ] as const)(
    'of %s, %s, on %j with exit code %i is %s',
    (run, criterion, stdout, exitCode, expected) => {
      expect(verdict(run, criterion, stdout, exitCode)).toBe(expected)
    },
  )

  test('that cannot be judged makes no check', () => {
    expect(derive('npm run db:seed', 'Plans créés')).toBeUndefined()
    expect(derive('redis-cli keys "bull:*"', 'Lister les queues')).toBeUndefined()
    expect(derive('npx tsx simulate.ts', 'HTTP 200')).toBeUndefined()
    expect(derive('curl -s http://a | jq .status', 'HTTP 200')).toBeUndefined()
  })
})

describe('memory against its limit', () => {
  const run = 'redis-cli info memory | grep used_memory_human'
  const info = (used: number, limit: number) =>
    `# Memory\r\nused_memory:${used}\r\nused_memory_human:1M\r\nmaxmemory:${limit}\r\nmaxmemory_human:0B\r\n`

  test.each([
    ['< 80% de maxmemory', 799, 1_000, 'passed'],
    ['< 80% de maxmemory', 800, 1_000, 'failed'],
    ['≤ 80 % of maxmemory', 800, 1_000, 'passed'],
    ['<= 80% of maxmemory', 801, 1_000, 'failed'],
    ['> 20% de maxmemory', 200, 1_000, 'failed'],
    ['> 20% de maxmemory', 201, 1_000, 'passed'],
    ['< 80% de maxmemory', 5, 0, 'unknown'],
  ] as const)('%s with %i of %i is %s', (criterion, used, limit, expected) => {
    expect(verdict(run, criterion, info(used, limit))).toBe(expected)
  })

  test('is unknown where Redis answers something else, and not derived from another command', () => {
    expect(verdict(run, '< 80% de maxmemory', 'NOAUTH Authentication required.')).toBe('unknown')
    expect(
      checkFromCriterion('free -m', [{ t: 'text', text: '< 80% de maxmemory' }]),
    ).toBeUndefined()
  })
})

describe('a command without a criterion', () => {
  test.each([
    ['curl -fsS https://<host>/health', 'curl -fsS https://<host>/health'],
    ['curl https://a/health', 'curl --fail https://a/health'],
    ['pg_isready -U app', 'pg_isready -U app'],
    ['docker exec -it db pg_isready', 'docker exec -it db pg_isready'],
    ['sha256sum -c dump.sha256', 'sha256sum -c dump.sha256'],
  ])('%s is a check where its exit code tells', (command, run) => {
    expect(checkFromCommand(command)?.run).toBe(run)
  })

  test.each(['docker ps', 'redis-cli keys "*"', 'git log', 'curl a | jq .', 'uptime; pg_isready'])(
    '%s only lists',
    (command) => {
      expect(checkFromCommand(command)).toBeUndefined()
    },
  )
})
