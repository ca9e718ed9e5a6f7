import type { RangeStatus } from '../../shared/rpc/views.ts'
import type { Tone } from '../logic/tone.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useSay, useText } from '../state/hooks.ts'

type Part = RangeStatus['parts'][number]

const partTone: Record<Part['state'], Tone> = { up: 'go', down: 'idle', missing: 'unknown' }

/** The parts of the practice servers, and how each is. */
export function PartList({ parts }: { parts: readonly Part[] }) {
  const t = useText()
  const say = useSay()
  return (
    <ul>
      {parts.map((part) => (
        <li key={part.name} className="row part-row">
          <Verdict tone={partTone[part.state]} word={t(`practice.part.${part.state}`)} />
          <span>
            {part.name}
            {part.message && <span className="dim"> · {say(part.message)}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
