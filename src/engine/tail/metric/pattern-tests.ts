import type { LogPattern } from '../../../shared/model/tail.ts'
import type { LineTest } from '../line-filter.ts'
import { compilePattern } from '../pattern.ts'

/** A tail's patterns by name, as conditions of a query. One that does not compile is left out. */
export function patternTests(patterns: readonly LogPattern[]): Map<string, LineTest> {
  return new Map(
    patterns.flatMap(({ id, match }): [string, LineTest][] => {
      const compiled = compilePattern(match)
      return compiled.ok ? [[id, (line, raw) => compiled.value(raw, line)]] : []
    }),
  )
}
