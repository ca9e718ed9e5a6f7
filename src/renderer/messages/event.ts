export const eventTexts = {
  'event.quoted': { en: '“{text}”', fr: '« {text} »' },
  'event.run-created': {
    en: '{actor} started the run “{title}” from {runbook}.',
    fr: '{actor} a démarré l’exécution « {title} » à partir de {runbook}.',
  },
  'event.t0-set': { en: '{actor} set T0 to {moment}.', fr: '{actor} a fixé T0 au {moment}.' },
  'event.t0-cleared': { en: '{actor} removed T0.', fr: '{actor} a retiré T0.' },
  'event.run-closed': { en: '{actor} closed the run.', fr: '{actor} a clos l’exécution.' },
  'event.run-reopened': { en: '{actor} reopened the run.', fr: '{actor} a rouvert l’exécution.' },
  'event.run-taken-over': {
    en: '{by} took the run over, from a file of another Warroom.',
    fr: '{by} a repris l’exécution, depuis un fichier d’un autre Warroom.',
  },
  'event.run-noted': { en: '{actor} noted: “{text}”', fr: '{actor} a noté : « {text} »' },
  'event.item-set.todo': {
    en: '{actor} set {item} back to do.',
    fr: '{actor} a remis {item} à faire.',
  },
  'event.item-set.passed': { en: '{actor} passed {item}.', fr: '{actor} a validé {item}.' },
  'event.item-set.failed': {
    en: '{actor} marked {item} as failed.',
    fr: '{actor} a marqué {item} en échec.',
  },
  'event.item-set.not-applicable': {
    en: '{actor} marked {item} as not applicable.',
    fr: '{actor} a marqué {item} sans objet.',
  },
  'event.item-waived': {
    en: '{by} waived {item}: “{reason}”',
    fr: '{by} a accordé une dérogation pour {item} : « {reason} »',
  },
  'event.item-noted': {
    en: '{actor} noted on {item}: “{text}”',
    fr: '{actor} a noté sur {item} : « {text} »',
  },
  'event.check-started': {
    en: '{actor} started the check of {item} on {target}.',
    fr: '{actor} a lancé le contrôle de {item} sur {target}.',
  },
  'event.check-finished.passed': {
    en: 'Check of {item} passed in {duration}: {reason}',
    fr: 'Contrôle de {item} réussi en {duration} : {reason}',
  },
  'event.check-finished.failed': {
    en: 'Check of {item} failed in {duration}: {reason}',
    fr: 'Contrôle de {item} en échec en {duration} : {reason}',
  },
  'event.check-finished.unknown': {
    en: 'Check of {item} could not be judged ({duration}): {reason}',
    fr: 'Contrôle de {item} impossible à juger ({duration}) : {reason}',
  },
  'event.scenario-acting': {
    en: 'Step begun: {step}, on {target}',
    fr: 'Étape commencée : {step}, sur {target}',
  },
  'event.scenario-left': {
    en: 'Scenario “{title}” was interrupted, and its clean-up is outstanding: {reason}',
    fr: 'Le scénario « {title} » a été interrompu, et son nettoyage reste à faire : {reason}',
  },
  'event.scenario-step.passed': { en: 'Step held: {step}', fr: 'Étape tenue : {step}' },
  'event.scenario-step.failed': { en: 'Step failed: {step}', fr: 'Étape en échec : {step}' },
  'event.scenario-step.unknown': {
    en: 'Step of which nothing is known: {step}',
    fr: 'Étape au résultat inconnu : {step}',
  },
  'event.check-orphaned': {
    en: 'OUTCOME UNKNOWN: the check of {item} was cut short. Verify it before you run it again.',
    fr: 'RÉSULTAT INCONNU : le contrôle de {item} a été interrompu. Vérifiez avant de le relancer.',
  },
  'event.notice-acknowledged': {
    en: '{by} acknowledged: {notices}',
    fr: '{by} a pris en compte : {notices}',
  },
  'event.phase-signed': {
    en: '{by}{hasRole, select, yes { ({role})} other {}} signed off “{phase}”.',
    fr: '{by}{hasRole, select, yes { ({role})} other {}} a signé « {phase} ».',
  },
  'event.alert-changed.firing': {
    en: 'Alert “{name}” ({severity}) fires.',
    fr: 'L’alerte « {name} » ({severity}) se déclenche.',
  },
  'event.alert-changed.silenced': {
    en: 'Alert “{name}” ({severity}) is silenced.',
    fr: 'L’alerte « {name} » ({severity}) est mise en silence.',
  },
  'event.alert-changed.inhibited': {
    en: 'Alert “{name}” ({severity}) is inhibited by another.',
    fr: 'L’alerte « {name} » ({severity}) est masquée par une autre.',
  },
  'event.alert-changed.ended': {
    en: 'Alert “{name}” ({severity}) has ended.',
    fr: 'L’alerte « {name} » ({severity}) a pris fin.',
  },
  'event.gate-changed.go': {
    en: '“{gate}” says GO. {reason}',
    fr: '« {gate} » : GO. {reason}',
  },
  'event.gate-changed.no-go': {
    en: '“{gate}” says NO-GO. {reason}',
    fr: '« {gate} » : NO-GO. {reason}',
  },
  'event.gate-changed.pending': {
    en: '“{gate}” is pending. {reason}',
    fr: '« {gate} » : en attente. {reason}',
  },
  'event.gate-changed.unknown': {
    en: '“{gate}” is not known. {reason}',
    fr: '« {gate} » : inconnu. {reason}',
  },
  'event.budget-burning.fast': {
    en: 'Error budget “{budget}” burns fast. {reason}',
    fr: 'Budget d’erreur « {budget} » : consommation rapide. {reason}',
  },
  'event.budget-burning.slow': {
    en: 'Error budget “{budget}” burns slowly. {reason}',
    fr: 'Budget d’erreur « {budget} » : consommation lente. {reason}',
  },
  'event.budget-burning.ended': {
    en: 'Error budget “{budget}”: the {alert, select, fast {fast} other {slow}} burn is over.',
    fr: 'Budget d’erreur « {budget} » : la consommation {alert, select, fast {rapide} other {lente}} est terminée.',
  },
  'event.log-alert': {
    en: 'Logs of {tail}: “{pattern}” {count, plural, one {once} other {# times}} within {duration}. {line}',
    fr: 'Journal {tail} : « {pattern} » {count, plural, one {une fois} other {# fois}} en {duration}. {line}',
  },
  'event.log-scanned.passed': {
    en: '{item}: {source}: no personal data. {reason}',
    fr: '{item} : {source} : aucune donnée personnelle. {reason}',
  },
  'event.log-scanned.failed': {
    en: '{item}: {source}: personal data found. {reason}',
    fr: '{item} : {source} : données personnelles trouvées. {reason}',
  },
  'event.log-scanned.unknown': {
    en: '{item}: {source}: looked through for personal data, without a verdict. {reason}',
    fr: '{item} : {source} : recherche de données personnelles sans verdict. {reason}',
  },
  'event.tail-added': {
    en: '{actor} follows one more log: {title}.',
    fr: '{actor} suit un journal de plus : {title}.',
  },
  'event.tail-removed': {
    en: '{actor} no longer follows the log {title}.',
    fr: '{actor} ne suit plus le journal {title}.',
  },
  'event.gate-decided.go': {
    en: '{by}{hasRole, select, yes { ({role})} other {}} decided GO on “{gate}”.',
    fr: '{by}{hasRole, select, yes { ({role})} other {}} a décidé GO sur « {gate} ».',
  },
  'event.gate-decided.no-go': {
    en: '{by}{hasRole, select, yes { ({role})} other {}} decided NO-GO on “{gate}”.',
    fr: '{by}{hasRole, select, yes { ({role})} other {}} a décidé NO-GO sur « {gate} ».',
  },
  'event.gate-decided.delay': {
    en: '{by}{hasRole, select, yes { ({role})} other {}} delayed “{gate}”.',
    fr: '{by}{hasRole, select, yes { ({role})} other {}} a reporté « {gate} ».',
  },
  'event.gate-overridden': {
    en: 'OVERRIDE: {by}{hasRole, select, yes { ({role})} other {}} decided GO on “{gate}” against its verdict, {verdict, select, nogo {NO-GO} pending {PENDING} other {UNKNOWN}}.',
    fr: 'DÉROGATION : {by}{hasRole, select, yes { ({role})} other {}} a décidé GO sur « {gate} » contre son verdict, {verdict, select, nogo {NO-GO} pending {EN ATTENTE} other {INCONNU}}.',
  },
  'event.undone': { en: '{actor} undid event {seq}.', fr: '{actor} a annulé l’événement {seq}.' },
  'event.undone-act': {
    en: '{actor} undid event {seq}: “{act}”',
    fr: '{actor} a annulé l’événement {seq} : « {act} »',
  },
  'event.monitor-changed.up': {
    en: '{item} is up: {reason}',
    fr: '{item} : opérationnel. {reason}',
  },
  'event.monitor-changed.down': {
    en: '{item} is down: {reason}',
    fr: '{item} : EN PANNE. {reason}',
  },
  'event.monitor-changed.unknown': {
    en: '{item} can no longer be measured: {reason}',
    fr: '{item} : impossible à mesurer. {reason}',
  },
  'event.monitor-paused': {
    en: '{actor} paused the monitor of {item}.',
    fr: '{actor} a mis en pause la surveillance de {item}.',
  },
  'event.monitor-resumed': {
    en: '{actor} resumed the monitor of {item}.',
    fr: '{actor} a repris la surveillance de {item}.',
  },
  'event.monitor-maintenance': {
    en: '{actor} put {item} in maintenance until {until}.',
    fr: '{actor} a mis {item} en maintenance jusqu’au {until}.',
  },
  'event.profile-adopted': {
    en: '{actor} adopted the edited profile ({hash}).',
    fr: '{actor} a adopté le profil modifié ({hash}).',
  },
  'event.adopted': {
    en: '{actor} adopted the edited runbook ({hash}).',
    fr: '{actor} a adopté le runbook modifié ({hash}).',
  },
} as const
