import { settledOf, totalOf } from '../logic/counts.ts'
import type { Counts } from '../logic/counts.ts'
import { useText } from '../state/hooks.ts'

/** How far a run or a phase is, as a bar; the same in words for those who do not see it. */
export function CountsBar({ counts }: { counts: Counts }) {
  const t = useText()
  const total = Math.max(1, totalOf(counts))
  const part = (count: number) => ({ width: `${(count / total) * 100}%` })
  const done = settledOf(counts) - counts.waived
  return (
    <span
      className="bar"
      role="img"
      aria-label={t('counts.sentence', {
        done: settledOf(counts),
        total: totalOf(counts),
        failed: counts.failed,
        unknown: counts.unknown,
      })}
    >
      <i className="go" style={part(done)} />
      <i className="pending" style={part(counts.waived + counts.running)} />
      <i className="nogo" style={part(counts.failed)} />
      <i className="unknown" style={part(counts.unknown)} />
    </span>
  )
}
