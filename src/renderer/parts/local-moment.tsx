interface LocalMomentProps {
  id?: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  /** ISO 8601, UTC. */
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** A date and time in this machine's time zone, kept as UTC. */
export function LocalMoment({ value, onChange, ...control }: LocalMomentProps) {
  return (
    <input
      {...control}
      type="datetime-local"
      value={value === undefined ? '' : localText(value)}
      onChange={(event) => {
        const moment = new Date(event.target.value)
        onChange(Number.isNaN(moment.getTime()) ? undefined : moment.toISOString())
      }}
    />
  )
}

/** `2026-11-21T14:30`, as the control takes it. */
function localText(iso: string): string {
  const date = new Date(iso)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}
