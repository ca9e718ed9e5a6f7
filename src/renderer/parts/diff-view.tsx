import { useMemo } from 'react'

import { parseUnifiedDiff } from '../logic/unified-diff.ts'
import type { DiffLine } from '../logic/unified-diff.ts'

const marks: Record<DiffLine['kind'], string> = { added: '+', removed: '−', same: ' ', hunk: '' }

/** A unified diff with line numbers; added and removed differ by mark as well as by colour. */
export function DiffView({ unified }: { unified: string }) {
  const lines = useMemo(() => parseUnifiedDiff(unified), [unified])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled text must be reachable by keyboard
    <div className="diff mono" tabIndex={0}>
      {lines.map((line, index) => (
        <div key={index} className={line.kind}>
          <span className="dim">{line.before ?? ''}</span>
          <span className="dim">{line.after ?? ''}</span>
          <span>{marks[line.kind]}</span>
          <span>{line.text}</span>
        </div>
      ))}
    </div>
  )
}
