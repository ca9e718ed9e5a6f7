/** The words of a run's report. */
export const reportMessages = {
  'report.runbook': { en: 'Runbook', fr: 'Runbook' },
  'report.profile': { en: 'Profile', fr: 'Profil' },
  'report.environment': { en: 'Environment', fr: 'Environnement' },
  'report.environment.practice': { en: 'Practice', fr: 'Entraînement' },
  'report.environment.staging': { en: 'Staging', fr: 'Préproduction' },
  'report.environment.production': { en: 'Production', fr: 'Production' },
  'report.version': { en: 'Version', fr: 'Version' },
  'report.commit': { en: 'Commit', fr: 'Commit' },
  'report.last-good': { en: 'Last good version', fr: 'Dernière version saine' },
  'report.people': { en: 'People', fr: 'Équipe' },
  'report.t0': { en: 'T0', fr: 'T0' },
  'report.created': { en: 'Started', fr: 'Démarrée' },
  'report.closed': { en: 'Closed', fr: 'Close' },
  'report.written': { en: 'Report written', fr: 'Rapport établi' },
  'report.imported': {
    en: 'Imported from a file; its history was verified.',
    fr: 'Importée d’un fichier ; son historique a été vérifié.',
  },
  'report.not-set': { en: 'not set', fr: 'non défini' },

  'report.summary': { en: 'Summary', fr: 'Synthèse' },
  'report.state': { en: 'State', fr: 'État' },
  'report.items': { en: 'Items', fr: 'Points' },
  'report.state.todo': { en: 'To do', fr: 'À faire' },
  'report.state.running': { en: 'Running', fr: 'En cours' },
  'report.state.passed': { en: 'Passed', fr: 'Validé' },
  'report.state.failed': { en: 'Failed', fr: 'Échec' },
  'report.state.unknown': { en: 'Unknown', fr: 'Inconnu' },
  'report.state.waived': { en: 'Waived', fr: 'Dérogation' },
  'report.state.not-applicable': { en: 'Not applicable', fr: 'Sans objet' },

  'report.attention': { en: 'What is not green', fr: 'Ce qui n’est pas au vert' },
  'report.all-green': {
    en: 'Every item is passed or not applicable.',
    fr: 'Chaque point est validé ou sans objet.',
  },
  'report.phases': { en: 'Phases', fr: 'Phases' },
  'report.due': { en: 'due {due}', fr: 'échéance {due}' },
  'report.blocking': { en: 'blocking', fr: 'bloquant' },
  'report.labelled': { en: '{label}: {value}', fr: '{label} : {value}' },
  'report.by-at': { en: '{who}, {when}', fr: '{who}, {when}' },
  'report.note': { en: 'Note', fr: 'Note' },
  'report.waiver': {
    en: 'Waived by {by}, {when}: {reason}',
    fr: 'Dérogation accordée par {by}, {when} : {reason}',
  },
  'report.outcome-unknown': {
    en: 'OUTCOME UNKNOWN: a check was started and cut short.',
    fr: 'RÉSULTAT INCONNU : un contrôle a été lancé puis interrompu.',
  },
  'report.expected': { en: 'Expected', fr: 'Attendu' },
  'report.target': { en: 'Target', fr: 'Cible' },
  'report.command': { en: 'Command', fr: 'Commande' },
  'report.facts': { en: 'Facts read', fr: 'Faits lus' },
  'report.output': { en: 'Output', fr: 'Sortie' },
  'report.output-cut': { en: 'Output (cut)', fr: 'Sortie (tronquée)' },
  'report.measured': { en: 'Measured', fr: 'Mesuré' },
  'report.measured-at': { en: '{when}, in {duration}', fr: '{when}, en {duration}' },
  'report.evidence': { en: 'Evidence', fr: 'Preuve' },
  'report.evidence-missing': {
    en: 'The evidence is missing from the store.',
    fr: 'La preuve manque dans la base.',
  },

  'report.signatures': { en: 'Signatures', fr: 'Signatures' },
  'report.signature': {
    en: '{by}{hasRole, select, yes { ({role})} other {}} signed off “{phase}”, {when}{openItems, plural, =0 {} one {, with # item open} other {, with # items open}}.',
    fr: '{by}{hasRole, select, yes { ({role})} other {}} a signé « {phase} », {when}{openItems, plural, =0 {} one {, avec # point ouvert} other {, avec # points ouverts}}.',
  },
  'report.no-signatures': { en: 'No phase was signed off.', fr: 'Aucune phase n’a été signée.' },

  'report.lessons': { en: 'Lessons learned', fr: 'Leçons apprises' },
  'report.notes': { en: 'Notes', fr: 'Notes' },
  'report.timeline': { en: 'Timeline', fr: 'Chronologie' },
  'report.when': { en: 'When', fr: 'Quand' },
  'report.who': { en: 'Who', fr: 'Qui' },
  'report.what': { en: 'What', fr: 'Quoi' },
  'report.undone': { en: '(undone) {what}', fr: '(annulé) {what}' },
  'report.event.run.created': {
    en: 'Run started from {runbook}',
    fr: 'Exécution démarrée à partir de {runbook}',
  },
  'report.event.run.t0': { en: 'T0 set to {t0}', fr: 'T0 fixé au {t0}' },
  'report.event.run.t0-cleared': { en: 'T0 removed', fr: 'T0 retiré' },
  'report.event.run.closed': { en: 'Run closed', fr: 'Exécution close' },
  'report.event.run.reopened': { en: 'Run reopened', fr: 'Exécution rouverte' },
  'report.event.run.taken-over': {
    en: 'Taken over by {by}, from a file of another Warroom',
    fr: 'Reprise par {by}, depuis un fichier d’un autre Warroom',
  },
  'report.event.run.noted': { en: 'Note: {text}', fr: 'Note : {text}' },
  'report.event.item.set': { en: '{item}: set to {state}', fr: '{item} : mis à {state}' },
  'report.event.item.waived': {
    en: '{item}: waived by {by}: {reason}',
    fr: '{item} : dérogation accordée par {by} : {reason}',
  },
  'report.event.item.noted': { en: '{item}: note: {text}', fr: '{item} : note : {text}' },
  'report.event.check.started': {
    en: '{item}: check started on {target}',
    fr: '{item} : contrôle lancé sur {target}',
  },
  'report.event.check.finished.passed': {
    en: '{item}: check passed: {reason}',
    fr: '{item} : contrôle réussi : {reason}',
  },
  'report.event.check.finished.failed': {
    en: '{item}: check failed: {reason}',
    fr: '{item} : contrôle en échec : {reason}',
  },
  'report.event.check.finished.unknown': {
    en: '{item}: check could not be judged: {reason}',
    fr: '{item} : contrôle impossible à juger : {reason}',
  },
  'report.event.scenario.acting': {
    en: 'Step begun: {step}, on {target}',
    fr: 'Étape commencée : {step}, sur {target}',
  },
  'report.event.scenario.left': {
    en: 'Scenario “{title}” was interrupted, and its clean-up is outstanding: {reason}',
    fr: 'Le scénario « {title} » a été interrompu, et son nettoyage reste à faire : {reason}',
  },
  'report.event.scenario.passed': {
    en: 'Step held: {step}. {reason}',
    fr: 'Étape tenue : {step}. {reason}',
  },
  'report.event.scenario.failed': {
    en: 'Step failed: {step}. {reason}',
    fr: 'Étape en échec : {step}. {reason}',
  },
  'report.event.scenario.unknown': {
    en: 'Step of which nothing is known: {step}. {reason}',
    fr: 'Étape au résultat inconnu : {step}. {reason}',
  },
  'report.event.check.orphaned': {
    en: '{item}: check cut short, OUTCOME UNKNOWN',
    fr: '{item} : contrôle interrompu, RÉSULTAT INCONNU',
  },
  'report.event.monitor.up': {
    en: '{item}: up: {reason}',
    fr: '{item} : opérationnel : {reason}',
  },
  'report.event.monitor.down': {
    en: '{item}: DOWN: {reason}',
    fr: '{item} : EN PANNE : {reason}',
  },
  'report.event.monitor.unknown': {
    en: '{item}: cannot be measured: {reason}',
    fr: '{item} : impossible à mesurer : {reason}',
  },
  'report.event.monitor.paused': {
    en: '{item}: monitor paused',
    fr: '{item} : surveillance mise en pause',
  },
  'report.event.monitor.resumed': {
    en: '{item}: monitor resumed',
    fr: '{item} : surveillance reprise',
  },
  'report.event.monitor.maintenance': {
    en: '{item}: maintenance until {until}: {reason}',
    fr: '{item} : maintenance jusqu’au {until} : {reason}',
  },
  'report.decisions': { en: 'Decisions', fr: 'Décisions' },
  'report.verdict': { en: 'Verdict', fr: 'Verdict' },
  'report.criterion': {
    en: '{title}{blocking, select, yes {} other { (advisory)}}',
    fr: '{title}{blocking, select, yes {} other { (indicatif)}}',
  },
  'report.criterion-says': { en: '{verdict}: {reason}', fr: '{verdict} : {reason}' },
  'report.criterion-asks': {
    en: 'Asked: {require} over {minutes, number} min. Measured: {coverage, number, ::percent .#} of it. {arithmetic}',
    fr: 'Demandé : {require} sur {minutes, number} min. Mesuré : {coverage, number, ::percent .#}. {arithmetic}',
  },
  'report.verdict.go': { en: 'GO', fr: 'GO' },
  'report.verdict.no-go': { en: 'NO-GO', fr: 'NO-GO' },
  'report.verdict.pending': { en: 'PENDING', fr: 'EN ATTENTE' },
  'report.verdict.unknown': { en: 'UNKNOWN', fr: 'INCONNU' },
  'report.event.alert.firing': {
    en: 'Alert “{name}” ({severity}) fires',
    fr: 'L’alerte « {name} » ({severity}) se déclenche',
  },
  'report.event.alert.silenced': {
    en: 'Alert “{name}” ({severity}) is silenced',
    fr: 'L’alerte « {name} » ({severity}) est mise en silence',
  },
  'report.event.alert.inhibited': {
    en: 'Alert “{name}” ({severity}) is inhibited by another',
    fr: 'L’alerte « {name} » ({severity}) est masquée par une autre',
  },
  'report.event.alert.ended': {
    en: 'Alert “{name}” ({severity}) has ended',
    fr: 'L’alerte « {name} » ({severity}) a pris fin',
  },
  'report.event.gate.go': { en: '“{gate}”: GO. {reason}', fr: '« {gate} » : GO. {reason}' },
  'report.event.gate.no-go': {
    en: '“{gate}”: NO-GO. {reason}',
    fr: '« {gate} » : NO-GO. {reason}',
  },
  'report.event.gate.pending': {
    en: '“{gate}”: PENDING. {reason}',
    fr: '« {gate} » : EN ATTENTE. {reason}',
  },
  'report.event.gate.unknown': {
    en: '“{gate}”: UNKNOWN. {reason}',
    fr: '« {gate} » : INCONNU. {reason}',
  },
  'report.event.budget.fast': {
    en: 'Budget “{budget}” burns fast. {reason}',
    fr: 'Budget « {budget} » : consommation rapide. {reason}',
  },
  'report.event.budget.slow': {
    en: 'Budget “{budget}” burns slowly. {reason}',
    fr: 'Budget « {budget} » : consommation lente. {reason}',
  },
  'report.event.budget.fast-ended': {
    en: 'Budget “{budget}” no longer burns fast',
    fr: 'Budget « {budget} » : fin de la consommation rapide',
  },
  'report.event.budget.slow-ended': {
    en: 'Budget “{budget}” no longer burns slowly',
    fr: 'Budget « {budget} » : fin de la consommation lente',
  },
  'report.event.log.alert': {
    en: 'Logs of {tail}: “{pattern}” {count, plural, one {# time} other {# times}} within {seconds} s. {line}',
    fr: 'Journal {tail} : « {pattern} » {count, plural, one {# fois} other {# fois}} en {seconds} s. {line}',
  },
  'report.event.log.scanned.passed': {
    en: '{item}: {source}: no personal data. {reason}',
    fr: '{item} : {source} : aucune donnée personnelle. {reason}',
  },
  'report.event.log.scanned.failed': {
    en: '{item}: {source}: personal data found. {reason}',
    fr: '{item} : {source} : données personnelles trouvées. {reason}',
  },
  'report.event.log.scanned.unknown': {
    en: '{item}: {source}: looked through for personal data, without a verdict. {reason}',
    fr: '{item} : {source} : recherche de données personnelles sans verdict. {reason}',
  },
  'report.event.tail.added': {
    en: 'Log followed from here on: {title}',
    fr: 'Journal suivi à partir d’ici : {title}',
  },
  'report.event.tail.removed': {
    en: 'Log no longer followed: {title}',
    fr: 'Journal qui n’est plus suivi : {title}',
  },
  'report.event.gate.decided.go': {
    en: '{by}{hasRole, select, yes { ({role})} other {}} decided GO on “{gate}”',
    fr: '{by}{hasRole, select, yes { ({role})} other {}} a décidé GO sur « {gate} »',
  },
  'report.event.gate.decided.no-go': {
    en: '{by}{hasRole, select, yes { ({role})} other {}} decided NO-GO on “{gate}”',
    fr: '{by}{hasRole, select, yes { ({role})} other {}} a décidé NO-GO sur « {gate} »',
  },
  'report.event.gate.decided.delay': {
    en: '{by}{hasRole, select, yes { ({role})} other {}} delayed “{gate}”',
    fr: '{by}{hasRole, select, yes { ({role})} other {}} a reporté « {gate} »',
  },
  'report.event.gate.overridden': {
    en: 'OVERRIDE: {by}{hasRole, select, yes { ({role})} other {}} decided GO on “{gate}” against its verdict, {verdict}',
    fr: 'DÉROGATION : {by}{hasRole, select, yes { ({role})} other {}} a décidé GO sur « {gate} » contre son verdict, {verdict}',
  },
  'report.event.notice.acknowledged': {
    en: 'Acknowledged by {by}: {notices}',
    fr: 'Pris en compte par {by} : {notices}',
  },
  'report.event.phase.signed': {
    en: '“{phase}” signed off by {by}',
    fr: '« {phase} » signée par {by}',
  },
  'report.event.event.undone': { en: 'Event {seq} undone', fr: 'Événement {seq} annulé' },
  'report.event.runbook.adopted': {
    en: 'Edited runbook adopted ({hash})',
    fr: 'Runbook modifié adopté ({hash})',
  },
  'report.event.profile.adopted': {
    en: 'Edited profile adopted ({hash})',
    fr: 'Profil modifié adopté ({hash})',
  },
  'report.with-note': { en: '{what} (“{note}”)', fr: '{what} (« {note} »)' },

  'report.chain': { en: 'Integrity', fr: 'Intégrité' },
  'report.chain-valid': {
    en: 'The history of {events, plural, one {# event} other {# events}} is unbroken, and every piece of evidence is as it was recorded.',
    fr: 'L’historique de {events, plural, one {# événement} other {# événements}} est intact, et chaque preuve est telle qu’elle a été enregistrée.',
  },
  'report.chain-broken': {
    en: 'The history does not hold. {problem}',
    fr: 'L’historique ne tient pas. {problem}',
  },
  'report.chain-head': { en: 'Head of the chain', fr: 'Tête de la chaîne' },
  'report.chain-head-value': { en: 'event {seq}, {hash}', fr: 'événement {seq}, {hash}' },
  'report.milliseconds': { en: '{value, number} ms', fr: '{value, number} ms' },
  'report.seconds': {
    en: '{value, number, ::.0} s',
    fr: '{value, number, ::.0} s',
  },
  'report.minutes': { en: '{minutes} min {seconds} s', fr: '{minutes} min {seconds} s' },
} as const
