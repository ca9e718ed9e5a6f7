import { useEvents } from '../state/hooks.ts'
import { useEventSentences } from '../timeline/use-event-sentences.ts'

/** Says the newest result of a check, or turn of a monitor, to those who do not see it arrive. */
export function Announcer() {
  const newest = useEvents().findLast(
    ({ body }) =>
      body.type === 'check.finished' ||
      body.type === 'check.orphaned' ||
      body.type === 'monitor.changed' ||
      body.type === 'alert.changed',
  )
  const sentence = useEventSentences()
  return (
    <div className="sr" aria-live="polite">
      {newest ? sentence(newest).text : ''}
    </div>
  )
}
