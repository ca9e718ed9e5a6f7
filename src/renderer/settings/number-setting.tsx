import { useState } from 'react'

import { settingRanges, type NumberSettingName } from '../../shared/model/setting-ranges.ts'
import { Field } from '../parts/field.tsx'
import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** Saved when it is left or entered: half a number is none. */
export function NumberSetting({ name, value }: { name: NumberSettingName; value: number }) {
  const t = useText()
  const { ask } = useSession()
  const [text, setText] = useState(String(value))
  const [min, max] = settingRanges[name]
  const wanted = Number(text)
  const isValid = Number.isInteger(wanted) && wanted >= min && wanted <= max
  const save = () => {
    if (isValid && wanted !== value) void ask('settings.set', { [name]: wanted })
  }
  return (
    <Field
      label={t(`settings.${name}`)}
      help={t(`settings.${name}.help`, { min, max })}
      problem={isValid ? undefined : t('settings.range', { min, max })}
    >
      {(control) => (
        <input
          {...control}
          type="number"
          min={min}
          max={max}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={save}
          onKeyDown={(event) => {
            if (event.key === 'Enter') save()
          }}
        />
      )}
    </Field>
  )
}
