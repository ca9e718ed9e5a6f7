import { memo } from 'react'

import type { LogLine } from '../../shared/model/tail.ts'
import { glyphs } from '../logic/tone.ts'
import { useSay, useText } from '../state/hooks.ts'
import { toneOfLevel } from './level-tone.ts'
import { sourceClass } from './source-colour.ts'

interface LogLineRowProps {
  line: LogLine
  tailIds: readonly string[]
  /** Fields that have a column of their own. */
  columns: readonly string[]
  isSelected: boolean
  onSelect: (n: number) => void
}

/** One line: when, how bad, who, and what. The rest of a folded line is in its detail. */
export const LogLineRow = memo(function LogLineRow({
  line,
  tailIds,
  columns,
  isSelected,
  onSelect,
}: LogLineRowProps) {
  const t = useText()
  const say = useSay()
  const { n, atMs, level, tailId, event, fields, note } = line
  if (note) {
    return (
      <div className="log-row note" role="row">
        <span role="gridcell" className="mono dim">
          {clockOf(atMs)}
        </span>
        <span role="gridcell">
          {tailId === '' ? '' : `${tailId} · `}
          {say(note)}
        </span>
      </div>
    )
  }
  const tone = level === undefined ? 'idle' : toneOfLevel[level]
  const [first = '', ...folded] = line.text.split('\n')
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- arrows select, on the list
    <div
      className={`log-row${tone === 'idle' ? '' : ` ${tone}`}`}
      role="row"
      tabIndex={-1}
      aria-selected={isSelected}
      onClick={() => onSelect(n)}
    >
      <span role="gridcell" className="mono dim">
        {clockOf(atMs)}
      </span>
      <span role="gridcell" className={`log-level v ${tone}`}>
        {tone !== 'idle' && <i aria-hidden="true">{glyphs[tone]}</i>}
        {level === undefined ? '' : t(`logs.level.${level}`)}
      </span>
      <span role="gridcell" className={`log-source ${sourceClass(tailIds, tailId)}`} title={tailId}>
        {tailId}
      </span>
      {columns.map((column) => (
        <span key={column} role="gridcell" className="log-column mono" title={column}>
          {column === 'event' ? (event ?? '') : (fields?.[column] ?? '')}
        </span>
      ))}
      <span role="gridcell" className="log-text mono">
        {event !== undefined && !columns.includes('event') && event !== first && (
          <b className="log-event">{event}</b>
        )}
        {first}
        {folded.length > 0 && (
          <span className="log-folded">{t('logs.folded', { count: folded.length })}</span>
        )}
      </span>
    </div>
  )
})

/** `14:02:11.042`, local: a stream is read by its milliseconds. */
function clockOf(atMs: number): string {
  const at = new Date(atMs)
  const two = (value: number) => String(value).padStart(2, '0')
  const millis = String(at.getMilliseconds()).padStart(3, '0')
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${millis}`
}
