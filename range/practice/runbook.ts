import { stringify } from 'yaml'

import { phases, type Needed, type PracticeItem } from './phases.ts'

/** Why a part is not there, in French, by part. */
export type Absences = ReadonlyMap<Needed, string>

const introduction = `---
title: "Exercice : une mise en ligne"
locale: fr
profiles: [practice]
---

# Exercice : une mise en ligne

Tout ce qui suit tourne sur cette machine, pour de vrai : bases, serveur SSH, conteneurs, services. Rien de ce que vous ferez ici ne touche une production. Lancez les vérifications une à une, par phase ou toutes ensemble, et regardez les preuves.
`

/** What GO rests on: a service that holds, and an item that a person settles. */
const decision = `
## Décision (T+15m)

Le GO se prend sur des preuves : la santé du service tenue assez longtemps, et le retour arrière relu. Signez-le sur l’écran Décision.

\`\`\`yaml gate
title: Mise en ligne de MedQuiz
approvers: [Ops]
window: 5m
hold: 1m
criteria:
  - check: ready
    require: availability >= 0.99 && p95_ms < 500.0
  - item: rollback-plan
\`\`\`
`

/** The runbook of the exercise. A check whose part is absent here becomes a line that says why. */
export function createPracticeRunbook(absences: Absences): string {
  const text = phases.map(({ title, items }) =>
    [`\n## ${title}\n`, ...items.map((item) => writeItem(item, absences))].join('\n'),
  )
  return introduction + text.join('') + (absences.has('postgres') ? '' : decision)
}

function writeItem(item: PracticeItem, absences: Absences): string {
  const { id, title, attributes, about, check, needs } = item
  const braces = attributes === undefined ? `{#${id}}` : `{#${id} ${attributes}}`
  const lines = [`- [ ] ${title} ${braces}`, `  ${about}`]
  const absence = needs === undefined ? undefined : absences.get(needs)
  if (absence !== undefined) {
    lines.push('', `  > Sans objet sur cette machine : ${absence}`)
  } else if (check) {
    const yaml = stringify(check, { lineWidth: 0, flowCollectionPadding: true }).trimEnd()
    lines.push('  ```yaml check', ...yaml.split('\n').map((line) => `  ${line}`), '  ```')
  }
  return `${lines.join('\n')}\n`
}
