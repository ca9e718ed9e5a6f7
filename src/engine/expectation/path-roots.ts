import type { FactDeclaration } from '../probes/probe.ts'

/**
 * What facts with a dotted name begin with. Such a fact is one number and not a map: `max.depth` is
 * read, judged and shown under the whole of its name.
 */
export function pathRoots(facts: Record<string, FactDeclaration>): ReadonlySet<string> {
  const roots = new Set<string>()
  for (const name in facts) {
    const dot = name.indexOf('.')
    if (dot > 0) roots.add(name.slice(0, dot))
  }
  return roots
}
