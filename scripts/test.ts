import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'

import { root, runStaticCheck, staticChecks } from './check.ts'
import { provideSystemPrograms } from './system-programs.ts'

/**
 * All tests, in the order in which a failure is cheapest to find: static checks, unit,
 * integration against real servers, end to end in Electron and in Chromium.
 * `npm test -- unit integration` runs only those parts.
 * With WARROOM_TEST_STRICT=1 (CI) a skipped test or a missing part is a failure.
 */
interface Tally {
  passed: number
  failed: number
  skipped: number
}

const parts = ['static', 'unit', 'integration', 'e2e'] as const
type Part = (typeof parts)[number]

const strict = process.env.WARROOM_TEST_STRICT === '1'
const asked = process.argv.slice(2)
const unknown = asked.filter((word) => !parts.some((part) => part === word))
if (unknown.length > 0) {
  process.stderr.write(
    `npm test: no part called ${unknown.join(', ')}; there are ${parts.join(', ')}\n`,
  )
  process.exit(2)
}
const wanted = (part: Part) => asked.length === 0 || asked.includes(part)
const scratch = mkdtempSync(join(tmpdir(), 'warroom-test-'))
const bin = (name: string) => join(root, 'node_modules/.bin', name)

function run(program: string, args: string[], env: Record<string, string> = {}): number {
  const ran = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  if (ran.error) process.stderr.write(`${String(ran.error)}\n`)
  return ran.status ?? 1
}

function staticPart(): Tally {
  const results = staticChecks.map(runStaticCheck)
  return {
    passed: results.filter(Boolean).length,
    failed: results.filter((ok) => !ok).length,
    skipped: 0,
  }
}

/** Tests that a missing program keeps from running are counted, so that nobody takes them for passed. */
function skippedPart(part: 'integration' | 'chromium'): Tally {
  const [program, ...args] =
    part === 'integration'
      ? ['vitest', 'list', '--project', 'integration', '--json']
      : ['playwright', 'test', '--list', '--project', 'chromium', '--reporter=json']
  const listed = spawnSync(bin(program ?? ''), args, { cwd: root, encoding: 'utf8' })
  const skipped = listed.stdout.match(part === 'integration' ? /"name":/g : /"projectName":/g)
  return { passed: 0, failed: 0, skipped: Math.max(1, skipped?.length ?? 0) }
}

/**
 * However few the cores: on two of them Vitest's own choice would be a single worker. Servers and
 * deadlines are waited for, and no two files share a server: each starts its own, on free ports.
 */
const leastWorkers = { unit: 3, integration: 3 }

function vitestPart(project: 'unit' | 'integration'): Tally {
  if (project === 'integration' && missing.some(({ part }) => part === 'integration')) {
    return skippedPart('integration')
  }
  const file = join(scratch, `${project}.json`)
  const status = run(bin('vitest'), [
    'run',
    '--project',
    project,
    `--maxWorkers=${Math.max(leastWorkers[project], availableParallelism() - 1)}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>
  const failed = report.numFailedTests ?? 0
  return {
    passed: report.numPassedTests ?? 0,
    // A file that fails to load holds no failed test, and yet failed.
    failed: status !== 0 && failed === 0 ? 1 : failed,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  }
}

function endToEndPart(): Tally {
  const file = join(scratch, 'e2e.json')
  const noChromium = missing.some(({ package: name }) => name === 'chromium')
  const status = run(
    bin('playwright'),
    ['test', '--reporter=list,json', ...(noChromium ? ['--project', 'electron'] : [])],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  )
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const apart = noChromium ? skippedPart('chromium').skipped : 0
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  }
  const failed = stats.unexpected
  return {
    passed: stats.expected + stats.flaky,
    failed: status !== 0 && failed === 0 ? 1 : failed,
    skipped: stats.skipped + apart,
  }
}

const total: Tally = { passed: 0, failed: 0, skipped: 0 }
function add(name: string, tally: Tally, startedMs: number): void {
  total.passed += tally.passed
  total.failed += tally.failed
  total.skipped += tally.skipped
  const seconds = Math.round((performance.now() - startedMs) / 1000)
  process.stdout.write(
    `-- ${name}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped in ${seconds} s\n`,
  )
}

const runPart: Record<Part, () => Tally> = {
  static: staticPart,
  unit: () => vitestPart('unit'),
  integration: () => vitestPart('integration'),
  e2e: endToEndPart,
}

const missing = wanted('integration') || wanted('e2e') ? provideSystemPrograms() : []
for (const part of parts) {
  if (!wanted(part)) continue
  const startedMs = performance.now()
  add(part, runPart[part](), startedMs)
}
rmSync(scratch, { recursive: true, force: true })

if (strict && (missing.length > 0 || total.skipped > 0)) {
  const names = missing.map((program) => program.name).join(', ')
  process.stdout.write(`strict: nothing may be skipped${names ? `; missing: ${names}` : ''}\n`)
  total.failed += 1
}
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
process.exitCode = total.failed === 0 ? 0 : 1
