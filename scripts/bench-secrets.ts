import { createLiveOutput } from '../src/engine/rollback/live-output.ts'
import { createRedactor } from '../src/engine/secrets/create-redactor.ts'
import { handedOut } from '../src/engine/secrets/handed-out.ts'
import type { Report } from './bench.ts'

const megabyte = 1_000_000
const token = Array.from({ length: 12_000 }, (_, index) => `${index}-s3c`).join('')
const tokens = Array.from(
  { length: 10_000 },
  (_, index) => `{"token":"eyJhbGciOiJIUzI1NiJ9.${index}"}`,
)
const texts = {
  'of a log': 'GET /v1/health/ready 200 12ms s3cret-val\n'.repeat(25_000),
  'of backslashes': '\\'.repeat(megabyte),
  'with a token of 100 kB': `{"token":"${token}"}\n`.padEnd(megabyte, 'sent it and went on '),
  'with ten thousand tokens': tokens.join('\n').padEnd(megabyte, 'sent it and went on '),
}

/**
 * How long the engine is held up by the secrets of a megabyte that a target says, as a whole and in
 * pieces: while it reads, nothing else is done.
 */
export function benchSecrets(report: Report): void {
  const known = createRedactor()
  for (let index = 0; index < 30; index++) known.add(`secret${index}`, `s3cret-value-${index}-x`)
  for (const [kind, text] of Object.entries(texts)) {
    const measure = (how: string, read: () => void) => {
      const before = performance.now()
      read()
      const value = performance.now() - before
      report({ name: `secrets of a megabyte ${kind}, ${how}`, value, unit: 'ms', budget: 3000 })
    }
    measure('as evidence', () => {
      const own = createRedactor()
      for (const [name, value] of handedOut({ stdout: text })) own.add(name, value)
      own.redact(known.redact(text))
    })
    measure('as live output', () => {
      const output = createLiveOutput(known, () => undefined)
      for (let at = 0; at < text.length; at += 16_384)
        output.write('stdout', text.slice(at, at + 16_384))
      output.text()
    })
  }
}
