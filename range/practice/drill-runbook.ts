import type { Locale } from '../../src/shared/messages/message.ts'
import { drillPhases, type DrillItem } from './drill-items.ts'
import { drillPlans } from './drill-plans.ts'
import { inLanguage, words } from './drill-words.ts'
import { absenceOf, writeFence, writeItem, type Absences } from './runbook-text.ts'

const title = words('Drill: MedQuiz 2.1 goes live', 'Exercice : MedQuiz 2.1 est mise en ligne')

const introduction = words(
  `MedQuiz 2.1 has been in service since this morning; 2.0 is the last good version, and is kept. Sylion's worker is 2.1 as well. All of it runs on this machine, for real, and touches no production.

At a moment that nobody is told, something breaks. See it, say it, lead it back:

1. **See it.** *Health*, *Queues*, *Logs* and *Alerts* show it from outside. One tile that is red for more than ten seconds is no accident.
2. **Say it.** Open an incident, or begin a way back: Alt R. That is when it counts as detected.
3. **Lead it back.** Answer the questions of the plans with what the tiles show, and with nothing else. The plan that is proposed is the one whose answers are all yes.
4. **Prove it.** It is over when the plan's last verifications hold together.

What must not be done: deploy again because the first time did not help; delete what nobody knows; end a session before it is known whose it is; silence alerts before the services were looked at.
`,
  `MedQuiz 2.1 est en service depuis ce matin ; la 2.0 est la dernière bonne version, et elle est conservée. Le worker de Sylion est en 2.1 lui aussi. Tout tourne sur cette machine, pour de vrai, et ne touche aucune production.

À un moment que personne n’annonce, quelque chose casse. Voyez-le, dites-le, revenez en arrière :

1. **Voir.** *Santé*, *Files*, *Journaux* et *Alertes* le montrent de l’extérieur. Une tuile rouge depuis plus de dix secondes n’est pas un hasard.
2. **Dire.** Ouvrez un incident, ou commencez un retour arrière : Alt R. C’est à ce moment que la panne compte comme détectée.
3. **Revenir.** Répondez aux questions des plans avec ce que montrent les tuiles, et rien d’autre. Le plan proposé est celui dont toutes les réponses sont oui.
4. **Prouver.** C’est fini quand les dernières vérifications du plan tiennent ensemble.

À ne pas faire : redéployer parce que la première fois n’a rien donné ; supprimer ce que personne ne connaît ; terminer une session avant de savoir à qui elle est ; faire taire des alertes avant d’avoir regardé les services.
`,
)

const contactsHeading = words('Whom to call', 'Qui appeler')
const contactsNote = words(
  'For practice: these numbers are set aside for fiction, and ring nowhere.',
  'Pour s’exercer : ces numéros sont réservés à la fiction et ne sonnent nulle part.',
)
const contacts = [
  {
    level: 'L1',
    name: words('Ops on call', 'Ops d’astreinte'),
    role: words('leads it back', 'mène le retour arrière'),
    when: words('any alert, at once', 'toute alerte, immédiatement'),
    after: '0s',
    reach: '+33 1 99 00 00 01',
  },
  {
    level: 'L2',
    name: words('Lead of MedQuiz’s backend', 'Responsable backend de MedQuiz'),
    role: words('knows the data and the migrations', 'connaît les données et les migrations'),
    when: words('unresolved for 15 min', 'non résolu après 15 min'),
    after: '15m',
    reach: '+33 1 99 00 00 02',
  },
  {
    level: 'L3',
    name: words('CTO', 'CTO'),
    role: words('decides about what cannot be undone', 'décide de ce qui ne se défait pas'),
    when: words('down for 30 min', 'indisponible depuis 30 min'),
    after: '30m',
    reach: '+33 1 99 00 00 03',
  },
]

/** What the services say, read on their host: it goes quiet when the link to it is cut. */
const tails = [
  {
    file: '${medquiz_log}',
    on: 'box',
    id: 'medquiz',
    title: 'MedQuiz',
    patterns: [
      {
        id: 'request-failed',
        title: words('A request failed', 'Requête en échec'),
        match: "event: 'request_failed'",
        critical: true,
      },
      {
        id: 'no-space',
        title: words('No space left', 'Plus de place'),
        match: 'ENOSPC|No space left',
        critical: true,
      },
    ],
    metrics: [
      {
        title: words('Requests a minute', 'Requêtes par minute'),
        query: 'rate(*)',
        window: '5m',
      },
      {
        title: words('Mean duration', 'Durée moyenne'),
        query: 'avg(duration)',
        window: '5m',
        unit: 'ms',
      },
    ],
  },
  {
    file: '${log_folder}/*.log',
    on: 'box',
    id: 'sylion',
    title: 'Sylion',
    patterns: [
      {
        id: 'worker-crashed',
        title: words('The worker crashed', 'Le worker a planté'),
        match: "event: 'worker_crashed'",
        critical: true,
      },
      {
        id: 'redis-error',
        title: words('Redis refuses', 'Redis refuse'),
        match: 'Redis error|Redis connection error|OOM command not allowed',
      },
      {
        id: 'job-failed',
        title: words('A message is lost', 'Message perdu'),
        match: "event: 'job_failed'",
        critical: true,
      },
    ],
    metrics: [
      {
        title: words('Messages answered an hour', 'Messages traités par heure'),
        query: "count(event='message_sent')",
        window: '1h',
      },
    ],
  },
]

const decision = words(
  `## Decision

GO is said on a minute in which all of this held. If something is red, say NO-GO before anything else: it costs nothing, and everybody knows.
`,
  `## Décision

Le GO se dit sur une minute où tout cela a tenu. Si quelque chose est rouge, dites d’abord NO-GO : cela ne coûte rien, et tout le monde le sait.
`,
)
const gateTitle = words('MedQuiz 2.1 stays', 'MedQuiz 2.1 reste')

const plansIntroduction = words(
  `## The ways back

Eight plans, one a cause. Their questions are about what can be seen; the first plan of which all are answered with yes is proposed. Each has five minutes.
`,
  `## Les retours arrière

Huit plans, un par cause. Leurs questions portent sur ce qui se voit ; le premier plan dont toutes les réponses sont oui est proposé. Chacun a cinq minutes.
`,
)

/** The drill's runbook. Ids and structure are the same in both languages. */
export function createDrillRunbook(locale: Locale, absences: Absences): string {
  const say = (text: Record<Locale, string>) => inLanguage(text, locale)
  const isThere = (one: Pick<DrillItem, 'needs'>) => absenceOf(one, absences) === undefined
  const phases = drillPhases.map(({ title: heading, items }) =>
    [
      `\n## ${say(heading)}\n`,
      ...items.map((item) =>
        writeItem({ ...item, title: say(item.title), about: say(item.about) }, absences, locale),
      ),
    ].join('\n'),
  )
  const plans = drillPlans
    .filter(isThere)
    .map(({ fence }) => writeFence('rollback', inLanguage(fence, locale)))
  return [
    frontMatter(say(title), locale, isThere({ needs: ['backup', 'sshd'] })),
    `# ${say(title)}\n\n${say(introduction)}`,
    ...(isThere({ needs: 'sshd' })
      ? tails.map((tail) => writeFence('tail', inLanguage(tail, locale)))
      : []),
    ...phases.map((phase) => phase.trimStart()),
    say(decision),
    writeFence('gate', gateOf(say(gateTitle), absences)),
    `## ${say(contactsHeading)}\n\n${say(contactsNote)}\n`,
    writeFence('contacts', inLanguage(contacts, locale)),
    ...(plans.length === 0 ? [] : [say(plansIntroduction), ...plans]),
  ].join('\n')
}

function frontMatter(text: string, locale: Locale, hasBackup: boolean): string {
  const backup = ['readiness:', '  backup: { file: "${backup_file}", on: box, max-age: 26h }']
  return [
    '---',
    `title: "${text}"`,
    `locale: ${locale}`,
    'profiles: [practice]',
    ...(hasBackup ? backup : []),
    '---\n',
  ].join('\n')
}

function gateOf(text: string, absences: Absences): object {
  const watched = drillPhases
    .flatMap(({ items }) => items)
    .filter((item) => item.require !== undefined && absenceOf(item, absences) === undefined)
  return {
    title: text,
    approvers: ['Ops'],
    window: '1m',
    hold: '10s',
    criteria: watched.map(({ id, require }) => ({ check: id, require })),
  }
}
