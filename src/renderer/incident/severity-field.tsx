import { severities, type Severity } from '../../shared/model/incident.ts'
import { glyphs } from '../logic/tone.ts'
import { Field } from '../parts/field.tsx'
import { useSay, useText } from '../state/hooks.ts'
import { toneOfSeverity } from './use-incident.ts'

export function SeverityField({
  value,
  onChange,
}: {
  value: Severity
  onChange: (severity: Severity) => void
}) {
  const t = useText()
  const say = useSay()
  return (
    <Field label={t('incident.severity')} help={t(`incident.severity-about.${value}`)}>
      {(control) => (
        <select
          {...control}
          value={value}
          onChange={(event) => onChange(event.target.value as Severity)}
        >
          {severities.map((severity) => (
            <option key={severity} value={severity}>
              {glyphs[toneOfSeverity[severity]]} {say({ id: `incident.severity.${severity}` })}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
