/** What an incident can say. */
export const incidentMessages = {
  'incident.severity.critical': { en: 'critical', fr: 'critique' },
  'incident.severity.major': { en: 'major', fr: 'majeur' },
  'incident.severity.minor': { en: 'minor', fr: 'mineur' },
  'incident.opened': {
    en: 'Incident opened ({severity, select, critical {critical} major {major} other {minor}}): {title}',
    fr: 'Incident ouvert ({severity, select, critical {critique} major {majeur} other {mineur}}) : {title}',
  },
  'incident.retitled': {
    en: 'The incident is now called “{title}”',
    fr: 'L’incident s’appelle désormais « {title} »',
  },
  'incident.reclassified': {
    en: 'The incident is now {severity, select, critical {critical} major {major} other {minor}}',
    fr: 'L’incident est désormais {severity, select, critical {critique} major {majeur} other {mineur}}',
  },
  'incident.commander': { en: '{name} commands the incident', fr: '{name} dirige l’incident' },
  'incident.scribe': { en: '{name} keeps the record', fr: '{name} tient le journal' },
  'incident.reached': { en: '{level} reached: {name}', fr: '{level} prévenu : {name}' },
  'incident.said.note': { en: 'Note: {text}', fr: 'Note : {text}' },
  'incident.said.decision': { en: 'Decision: {text}', fr: 'Décision : {text}' },
  'incident.said.hypothesis': { en: 'Hypothesis: {text}', fr: 'Hypothèse : {text}' },
  'incident.ruled-out': { en: 'Ruled out: {hypothesis}', fr: 'Écartée : {hypothesis}' },
  'incident.action': {
    en: 'To be done by {owner}{due, select, none {} other { until {due}}}: {text}',
    fr: 'À faire par {owner}{due, select, none {} other { d’ici le {due}}} : {text}',
  },
  'incident.action-done': { en: 'Done: {text}', fr: 'Fait : {text}' },
  'incident.resolved': { en: 'Incident resolved', fr: 'Incident résolu' },
  'incident.reopened': { en: 'Incident reopened', fr: 'Incident rouvert' },

  'incident.rollback-title': { en: 'Rollback: {title}', fr: 'Retour arrière : {title}' },
  'incident.unknown': {
    en: 'There is no such incident in this run.',
    fr: 'Il n’y a pas de tel incident dans cette exécution.',
  },
  'incident.already-open': {
    en: 'An incident of this run is open: {title}.',
    fr: 'Un incident de cette exécution est ouvert : {title}.',
  },
  'incident.is-resolved': {
    en: 'This incident is resolved. Reopen it to go on.',
    fr: 'Cet incident est résolu. Rouvrez-le pour continuer.',
  },
  'incident.not-resolved': {
    en: 'This incident is not resolved.',
    fr: 'Cet incident n’est pas résolu.',
  },
  'incident.unknown-level': {
    en: 'There is no level “{level}” in this incident.',
    fr: 'Cet incident n’a pas de niveau « {level} ».',
  },
  'incident.already-reached': {
    en: '{name} has been reached already.',
    fr: '{name} est déjà prévenu.',
  },
  'incident.unknown-entry': {
    en: 'There is no such hypothesis, or it is ruled out already.',
    fr: 'Cette hypothèse n’existe pas, ou elle est déjà écartée.',
  },
  'incident.unknown-action': {
    en: 'There is no such action, or it is done already.',
    fr: 'Cette action n’existe pas, ou elle est déjà faite.',
  },
  'incident.nothing-changed': { en: 'Nothing would change.', fr: 'Rien ne changerait.' },

  'incident.text.team.title': { en: 'To the team', fr: 'À l’équipe' },
  'incident.text.team': {
    en: 'INCIDENT ({severity, select, critical {critical} major {major} other {minor}}): {title}\nService: {run} ({environment, select, production {production} staging {staging} other {practice}}), version {version}.\nOpened {opened} by {openedBy}. Commander: {commander}. Scribe: {scribe}.\nKnown so far: {known}\nRollback: {rollback}{state, select, resolved {\nResolved {resolved}.} other {}}',
    fr: 'INCIDENT ({severity, select, critical {critique} major {majeur} other {mineur}}) : {title}\nService : {run} ({environment, select, production {production} staging {préproduction} other {entraînement}}), version {version}.\nOuvert le {opened} par {openedBy}. Responsable : {commander}. Journal : {scribe}.\nCe que l’on sait : {known}\nRetour arrière : {rollback}{state, select, resolved {\nRésolu le {resolved}.} other {}}',
  },
  'incident.text.escalation.title': { en: 'To {level}, {name}', fr: 'À {level}, {name}' },
  'incident.text.escalation': {
    en: '{level} {name}: we need you on “{title}” ({severity, select, critical {critical} major {major} other {minor}}), open for {minutes, plural, =0 {less than a minute} one {# minute} other {# minutes}}, not solved.\nService: {run} ({environment, select, production {production} staging {staging} other {practice}}), version {version}, last good {lastGood}.\nKnown so far: {known}\nRollback: {rollback}\nCommander: {commander}.',
    fr: '{level} {name} : nous avons besoin de vous pour « {title} » ({severity, select, critical {critique} major {majeur} other {mineur}}), ouvert depuis {minutes, plural, =0 {moins d’une minute} one {# minute} other {# minutes}} et non résolu.\nService : {run} ({environment, select, production {production} staging {préproduction} other {entraînement}}), version {version}, dernière bonne {lastGood}.\nCe que l’on sait : {known}\nRetour arrière : {rollback}\nResponsable : {commander}.',
  },
  'incident.text.status-open.title': { en: 'Status page: opened', fr: 'Page d’état : ouverture' },
  'incident.text.status-open': {
    en: 'We are investigating a problem with {run} since {opened}. {severity, select, critical {The service does not work for many of you.} major {Parts of the service are affected.} other {A part of the service may be affected.}} We will say more within 30 minutes.',
    fr: 'Nous analysons un problème sur {run} depuis le {opened}. {severity, select, critical {Le service ne fonctionne pas pour beaucoup d’entre vous.} major {Des parties du service sont touchées.} other {Une partie du service peut être touchée.}} Nous vous en dirons plus d’ici 30 minutes.',
  },
  'incident.text.status-update.title': {
    en: 'Status page: under way',
    fr: 'Page d’état : en cours',
  },
  'incident.text.status-update': {
    en: 'We are working on the problem with {run}.{way, select, running { We are going back to the last version that worked.} back { We are back at the last version that worked, and are checking.} other {}} We will say more within 30 minutes.',
    fr: 'Nous travaillons sur le problème de {run}.{way, select, running { Nous revenons à la dernière version qui fonctionnait.} back { Nous sommes revenus à la dernière version qui fonctionnait, et nous vérifions.} other {}} Nous vous en dirons plus d’ici 30 minutes.',
  },
  'incident.text.status-resolved.title': {
    en: 'Status page: resolved',
    fr: 'Page d’état : résolution',
  },
  'incident.text.status-resolved': {
    en: 'The problem with {run} is solved since {resolved}. It lasted {minutes, plural, =0 {less than a minute} one {# minute} other {# minutes}}. We are sorry for the inconvenience.',
    fr: 'Le problème sur {run} est résolu depuis le {resolved}. Il a duré {minutes, plural, =0 {moins d’une minute} one {# minute} other {# minutes}}. Nous vous prions de nous en excuser.',
  },
  'incident.nobody': { en: 'nobody yet', fr: 'personne pour l’instant' },
  'incident.nothing-known': { en: 'nothing yet', fr: 'rien pour l’instant' },
  'incident.rollback.none': { en: 'not begun', fr: 'pas commencé' },
  'incident.rollback.running': {
    en: 'we are going back to the last good version ({plan})',
    fr: 'nous revenons à la dernière bonne version ({plan})',
  },
  'incident.rollback.back': {
    en: 'back at the last good version ({plan})',
    fr: 'revenu à la dernière bonne version ({plan})',
  },
  'incident.rollback.aborted': { en: 'given up ({plan})', fr: 'abandonné ({plan})' },

  'post-mortem.title': { en: 'Post-mortem: {title}', fr: 'Post-mortem : {title}' },
  'post-mortem.draft': {
    en: 'Drafted from the run’s history on {at}. What only people know is left open.',
    fr: 'Rédigé à partir de l’historique de l’exécution le {at}. Ce que seules les personnes savent reste à compléter.',
  },
  'post-mortem.summary': { en: 'Summary', fr: 'Résumé' },
  'post-mortem.summary.text': {
    en: '“{title}” ({severity, select, critical {critical} major {major} other {minor}}) in {run}, {environment, select, production {production} staging {staging} other {practice}}, version {version}: opened {opened} by {openedBy}{resolved, select, none {; not resolved yet} other {, resolved {resolved} after {duration}}}.',
    fr: '« {title} » ({severity, select, critical {critique} major {majeur} other {mineur}}) dans {run}, {environment, select, production {production} staging {préproduction} other {entraînement}}, version {version} : ouvert le {opened} par {openedBy}{resolved, select, none { ; pas encore résolu} other {, résolu le {resolved} après {duration}}}.',
  },
  'post-mortem.impact': { en: 'Impact', fr: 'Impact' },
  'post-mortem.impact.down': {
    en: '{title}: down for {duration}; {failed, plural, one {# look} other {# looks}} of {looks, number} failed',
    fr: '{title} : en panne pendant {duration} ; {failed, plural, one {# mesure} other {# mesures}} sur {looks, number} en échec',
  },
  'post-mortem.impact.unseen': {
    en: '{title}: nobody could see it for {duration}',
    fr: '{title} : personne n’a pu l’observer pendant {duration}',
  },
  'post-mortem.impact.requests': {
    en: '{title}, {name}: {count, number} in that time',
    fr: '{title}, {name} : {count, number} pendant ce temps',
  },
  'post-mortem.impact.queue': {
    en: '{title}: up to {depth, number} jobs waited, {before, number} before',
    fr: '{title} : jusqu’à {depth, number} tâches en attente, {before, number} avant',
  },
  'post-mortem.impact.none': {
    en: 'No monitor saw anything down.',
    fr: 'Aucune surveillance n’a rien vu en panne.',
  },
  'post-mortem.impact.unmonitored': {
    en: 'Nothing was watched: the impact is not known.',
    fr: 'Rien n’était surveillé : l’impact n’est pas connu.',
  },
  'post-mortem.detection': { en: 'Detection', fr: 'Détection' },
  'post-mortem.detection.monitor': {
    en: 'First seen by {title} at {at}, {duration} before the incident was opened.',
    fr: 'Vu d’abord par {title} le {at}, {duration} avant l’ouverture de l’incident.',
  },
  'post-mortem.detection.person': {
    en: 'No monitor saw it before the incident was opened.',
    fr: 'Aucune surveillance ne l’a vu avant l’ouverture de l’incident.',
  },
  'post-mortem.times': { en: 'Times', fr: 'Délais' },
  'post-mortem.times.decide': {
    en: 'From opening to the rollback: {duration}',
    fr: 'De l’ouverture au retour arrière : {duration}',
  },
  'post-mortem.times.act': {
    en: 'From the rollback’s beginning to being back: {duration}',
    fr: 'Du début du retour arrière au retour effectif : {duration}',
  },
  'post-mortem.hypotheses': { en: 'Hypotheses', fr: 'Hypothèses' },
  'post-mortem.hypothesis.open': { en: '{text} (not ruled out)', fr: '{text} (non écartée)' },
  'post-mortem.hypothesis.ruled-out': {
    en: '{text} (ruled out: {because})',
    fr: '{text} (écartée : {because})',
  },
  'post-mortem.helped': { en: 'What helped', fr: 'Ce qui a aidé' },
  'post-mortem.hurt': { en: 'What hurt', fr: 'Ce qui a gêné' },
  'post-mortem.open': { en: 'To be filled in.', fr: 'À compléter.' },
  'post-mortem.late': {
    en: '{level} {name} was due at {due} and reached {duration} later',
    fr: '{level} {name} devait être prévenu le {due} et l’a été {duration} plus tard',
  },
  'post-mortem.never-reached': {
    en: '{level} {name} was due at {due} and never reached',
    fr: '{level} {name} devait être prévenu le {due} et ne l’a pas été',
  },
  'post-mortem.lessons': { en: 'What was learned', fr: 'Ce que nous avons appris' },
  'post-mortem.actions': { en: 'Actions', fr: 'Actions' },
  'post-mortem.timeline': { en: 'Timeline', fr: 'Chronologie' },
  'post-mortem.column.what': { en: 'What', fr: 'Quoi' },
  'post-mortem.column.owner': { en: 'Owner', fr: 'Responsable' },
  'post-mortem.column.due': { en: 'Due', fr: 'Échéance' },
  'post-mortem.column.done': { en: 'Done', fr: 'Fait' },
  'post-mortem.no-actions': { en: 'None yet.', fr: 'Aucune pour l’instant.' },
  'post-mortem.somebody': { en: 'somebody', fr: 'quelqu’un' },
} as const
