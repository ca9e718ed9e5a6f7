import { useId } from 'react'
import type { ReactNode } from 'react'

interface FieldProps {
  label: string
  help?: ReactNode
  problem?: string
  /** Draws the control; gives it these so that label, help and problem belong to it. */
  children: (control: {
    id: string
    'aria-describedby'?: string
    'aria-invalid'?: true
  }) => ReactNode
}

/** A labelled control with its help and, where there is one, its problem. */
export function Field({ label, help, problem, children }: FieldProps) {
  const id = useId()
  const described = [help !== undefined && `${id}-help`, problem && `${id}-problem`]
    .filter(Boolean)
    .join(' ')
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(described === '' ? {} : { 'aria-describedby': described }),
        ...(problem ? { 'aria-invalid': true } : {}),
      })}
      {help !== undefined && (
        <span className="help" id={`${id}-help`}>
          {help}
        </span>
      )}
      {problem && (
        <span className="v nogo" id={`${id}-problem`}>
          <i aria-hidden="true">▲</i>
          {problem}
        </span>
      )}
    </div>
  )
}
