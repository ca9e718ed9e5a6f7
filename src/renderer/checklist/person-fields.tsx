import { useState } from 'react'

import { Field } from '../parts/field.tsx'
import { useHead, useOperator, useText } from '../state/hooks.ts'
import { PeopleOptions } from './people-options.tsx'

/** Who signs: whoever sits here at first, with the role that the run knows for that name. */
export function usePerson() {
  const people = useHead()?.people ?? []
  const operator = useOperator()
  const roleOf = (name: string) => people.find((person) => person.name === name)?.role
  const [by, setBy] = useState(operator)
  const [role, setRole] = useState(roleOf(operator) ?? '')
  return {
    by,
    role,
    setRole,
    setBy: (name: string) => {
      setBy(name)
      setRole(roleOf(name) ?? role)
    },
  }
}

export function PersonFields({ by, role, setBy, setRole }: ReturnType<typeof usePerson>) {
  const t = useText()
  return (
    <div className="fields">
      <Field label={t('common.name')}>
        {(control) => (
          <input
            {...control}
            list="people"
            maxLength={120}
            value={by}
            onChange={(event) => setBy(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('common.role')}>
        {(control) => (
          <input
            {...control}
            maxLength={500}
            value={role}
            onChange={(event) => setRole(event.target.value)}
          />
        )}
      </Field>
      <PeopleOptions id="people" />
    </div>
  )
}
