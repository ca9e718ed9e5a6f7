import { stringify } from 'yaml'

import type { Locale } from '../../src/shared/messages/message.ts'
import type { Needed, PracticeItem } from './phases.ts'

/** Why a part is not there, in the runbook's language, by part. */
export type Absences = ReadonlyMap<Needed, string>

const notHere: Record<Locale, string> = {
  en: 'Does not apply on this machine:',
  fr: 'Sans objet sur cette machine :',
}

/** An item as a line of the runbook. A check whose part is absent becomes a line that says why. */
export function writeItem(item: PracticeItem, absences: Absences, locale: Locale): string {
  const { id, title, attributes, about, check } = item
  const braces = attributes === undefined ? `{#${id}}` : `{#${id} ${attributes}}`
  const lines = [`- [ ] ${title} ${braces}`, `  ${about}`]
  const absence = absenceOf(item, absences)
  if (absence !== undefined) {
    lines.push('', `  > ${notHere[locale]} ${absence}`)
  } else if (check) {
    lines.push(
      '  ```yaml check',
      ...writeYaml(check)
        .split('\n')
        .map((line) => `  ${line}`),
      '  ```',
    )
  }
  return `${lines.join('\n')}\n`
}

/** Why what needs these parts cannot be had; undefined where it can. */
export function absenceOf(
  { needs = [] }: Pick<PracticeItem, 'needs'>,
  absences: Absences,
): string | undefined {
  return [needs]
    .flat()
    .map((part) => absences.get(part))
    .find((why) => why !== undefined)
}

export function writeFence(word: string, value: object): string {
  return `\`\`\`yaml ${word}\n${writeYaml(value)}\n\`\`\`\n`
}

function writeYaml(value: object): string {
  return stringify(value, { lineWidth: 0, flowCollectionPadding: true }).trimEnd()
}
