import type { Beat } from '../../shared/model/monitor.ts'
import { beatHeightPx, beatLooks, beatPaths, beatPitchPx } from '../logic/beats.ts'
import { useText } from '../state/hooks.ts'

/** The last looks of a monitor, newest at the right. What does not fit is cut off at the left. */
export function BeatBars({
  beats,
  everySeconds,
}: {
  beats: readonly Beat[]
  everySeconds: number
}) {
  const t = useText()
  const looks = beatLooks(beats, everySeconds)
  const count = (verdict: Beat['verdict']) =>
    beats.filter((beat) => beat.aside === undefined && beat.verdict === verdict).length
  return (
    <div className="beats">
      <svg
        role="img"
        aria-label={t('health.beats', {
          passed: count('passed'),
          failed: count('failed'),
          unknown: count('unknown'),
        })}
        width={Math.max(1, looks.length * beatPitchPx)}
        height={beatHeightPx}
      >
        {beatPaths(looks).map(([look, path]) => (
          <path key={look} className={look} d={path} />
        ))}
      </svg>
    </div>
  )
}
