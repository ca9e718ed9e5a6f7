import { useId } from 'react'

interface ChoiceProps {
  label: string
  help: string
  checked: boolean
  onChange: (checked: boolean) => void
}

/** Something that is on or off, and what that means. */
export function Choice({ label, help, checked, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <div className="choice">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      <span className="help" id={`${id}-help`}>
        {help}
      </span>
    </div>
  )
}
