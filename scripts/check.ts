import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** One static check: a name for people and the command that fails when it does not hold. */
export interface StaticCheck {
  name: string
  argv: [string, ...string[]]
}

const layers = [
  'src/shared',
  'src/engine',
  'src/main',
  'src/preload',
  'src/renderer',
  'src/cli',
  'range',
  'scripts',
  'e2e',
]

export const staticChecks: StaticCheck[] = [
  ...layers.map((layer): StaticCheck => ({
    name: `types of ${layer}`,
    argv: ['tsc', '-p', layer],
  })),
  { name: 'lint', argv: ['oxlint', '--deny-warnings'] },
  { name: 'format', argv: ['oxfmt', '--check'] },
]

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs one check, its output shown only when it fails. */
export function runStaticCheck(check: StaticCheck): boolean {
  const [program, ...args] = check.argv
  const run = spawnSync(`${root}node_modules/.bin/${program}`, args, {
    cwd: root,
    encoding: 'utf8',
  })
  const passed = run.status === 0
  process.stdout.write(`${passed ? 'ok  ' : 'FAIL'} ${check.name}\n`)
  if (!passed)
    process.stdout.write(`${run.stdout}${run.stderr}${run.error ? String(run.error) : ''}\n`)
  return passed
}

if (import.meta.main) {
  const results = staticChecks.map(runStaticCheck)
  process.exitCode = results.every(Boolean) ? 0 : 1
}
