import { useMonitors } from '../state/hooks.ts'

const shown = 5

/** The monitors that an act is about, by name; of many, the first ones. */
export function MonitorNames({ checkIds }: { checkIds: readonly string[] }) {
  const entries = useMonitors((mirror) => mirror.entries)
  return (
    <ul className="monitor-names">
      {checkIds.slice(0, shown).map((id) => (
        <li key={id} className="cut">
          {entries.get(id)?.title ?? id}
        </li>
      ))}
      {checkIds.length > shown && <li className="dim">+ {checkIds.length - shown}</li>}
    </ul>
  )
}
