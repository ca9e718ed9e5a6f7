import { Plus, X } from 'lucide-react'

import { useText } from '../state/hooks.ts'
import type { FormPart } from './entry-section.tsx'
import { removeField, textAt } from './profile-document.ts'

export function PeopleSection({ text, draft, onChange, set }: FormPart) {
  const t = useText()
  const people: unknown[] = Array.isArray(draft.people) ? draft.people : []
  return (
    <section className="entry-section">
      <h3>{t('start.people')}</h3>
      {people.map((person, index) => (
        <div key={index} className="people-row">
          {(['name', 'role'] as const).map((part) => (
            <input
              key={part}
              aria-label={`${t(`common.${part}`)} ${index + 1}`}
              placeholder={t(`common.${part}`)}
              value={textAt(person, part)}
              onChange={(event) => set(['people', index, part], event.target.value)}
            />
          ))}
          <button
            type="button"
            className="quiet icon"
            aria-label={`${t('common.remove')} ${textAt(person, 'name')}`}
            onClick={() => onChange(removeField(text, ['people', index]))}
          >
            <X size={14} aria-hidden="true" />
          </button>
        </div>
      ))}
      <div>
        <button
          type="button"
          className="quiet"
          onClick={() => set(['people', people.length], { name: '', role: '' })}
        >
          <Plus size={14} aria-hidden="true" />
          {t('start.add-person')}
        </button>
      </div>
    </section>
  )
}
