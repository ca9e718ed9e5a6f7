import { useHead } from '../state/hooks.ts'

/** The people of the run, offered by a text field that names its list so. */
export function PeopleOptions({ id }: { id: string }) {
  const people = useHead()?.people ?? []
  return (
    <datalist id={id}>
      {people.map((person) => (
        <option key={person.name} value={person.name}>
          {person.role}
        </option>
      ))}
    </datalist>
  )
}
