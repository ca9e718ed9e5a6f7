import { phases, type PracticeItem } from './phases.ts'
import { absenceOf, writeFence, writeItem, type Absences } from './runbook-text.ts'

const introduction = `---
title: "Exercice : une mise en ligne"
locale: fr
profiles: [practice]
---

# Exercice : une mise en ligne

Tout ce qui suit tourne sur cette machine, pour de vrai : bases, serveur SSH, conteneurs, services. Rien de ce que vous ferez ici ne touche une production. Lancez les vérifications une à une, par phase ou toutes ensemble, et regardez les preuves.
`

/** What the services say while they are pressed on. */
const journal = `
\`\`\`yaml tail
file: "\${medquiz_log}"
on: local
id: medquiz
title: MedQuiz
patterns:
  - { id: request-failed, title: Requête en échec, match: "event: 'request_failed'", critical: true }
metrics:
  - { title: Requêtes par minute, query: "rate(*)", window: 5m }
  - { title: Durée moyenne, query: "avg(duration)", window: 5m, unit: ms }
  - { title: Chemins les plus demandés, query: "group by path, count(*)", window: 5m }
\`\`\`

\`\`\`yaml tail
file: "\${log_folder}/*.log"
on: local
id: sylion
title: Sylion
patterns:
  - { id: job-failed, title: Message perdu, match: "event: 'job_failed'", critical: true }
metrics:
  - { title: Messages traités par heure, query: "count(event='message_sent')", window: 1h }
\`\`\`

\`\`\`yaml tail
file: "\${access_log}"
on: local
id: sylion-access
title: Le proxy de Sylion
\`\`\`
`

/** What GO rests on: what is watched held for long enough, and an item that a person settles. */
const decision = `
## Décision (T+15m)

Le GO se prend sur des preuves : la santé du service, ses erreurs, sa file et ses alertes, tenues assez longtemps, et le retour arrière relu. Signez-le sur l’écran Décision.

`

function writeGate(items: readonly PracticeItem[]): string {
  const gate = {
    title: 'Mise en ligne de MedQuiz',
    approvers: ['Ops'],
    window: '5m',
    hold: '1m',
    criteria: [
      ...items.flatMap(({ id, require }) =>
        require === undefined ? [] : [{ check: id, require }],
      ),
      { item: 'rollback-plan' },
    ],
  }
  return writeFence('gate', gate)
}

/** The way back, to be rehearsed for real: the bad version of MedQuiz answers with errors. */
const wayBack = `
## Retour arrière

\`\`\`yaml rollback
id: medquiz
title: Retour de MedQuiz
when:
  - MedQuiz répond-il par des erreurs ?
budget: 5m
safe-state: MedQuiz répond encore par des erreurs ; rien n’est perdu.
steps:
  - id: announce
    title: Prévenir l’équipe
    why: Personne ne doit remettre la mauvaise version pendant ce temps.
    manual: Dites à l’équipe que vous revenez en arrière.
    unverified: Cela ne se mesure pas.
    expected: 20s
  - id: switch
    title: Remettre la bonne version
    why: Elle répondait sans erreur.
    on: local
    command: "sh -c \${good_version}"
    expected: 1s
    verify:
      - http: { url: "\${endpoints.api}/v1/health/ready" }
        title: MedQuiz est prêt, trois fois de suite
        times: 3
        every: 1s
        within: 30s
    if-fails:
      text: Regardez le journal de MedQuiz, puis recommencez.
done:
  - http: { url: "\${endpoints.api}/v1/health/ready" }
    title: MedQuiz est prêt
    times: 2
    every: 1s
    within: 30s
\`\`\`
`

/** The runbook of the exercise. A check whose part is absent here becomes a line that says why. */
export function createPracticeRunbook(absences: Absences): string {
  const text = phases.map(({ title, items }) =>
    [`\n## ${title}\n`, ...items.map((item) => writeItem(item, absences, 'fr'))].join('\n'),
  )
  const present = phases
    .flatMap(({ items }) => items)
    .filter((item) => absenceOf(item, absences) === undefined)
  return introduction + journal + text.join('') + decision + writeGate(present) + wayBack
}
