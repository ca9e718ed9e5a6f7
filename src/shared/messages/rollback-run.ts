/** What a rollback under way can say. */
export const rollbackRunMessages = {
  'rollback-run.started': {
    en: '{mode, select, real {Rollback begun} rehearsal {Rehearsal of the rollback begun} other {Rollback walked through, nothing is run}}: {plan}, led by {by}',
    fr: '{mode, select, real {Retour arrière commencé} rehearsal {Répétition du retour arrière commencée} other {Retour arrière parcouru sans rien exécuter}} : {plan}, mené par {by}',
  },
  'rollback-run.acting': {
    en: 'Rollback step begun: {step}{where, select, none {} other {, on {target}}}{attempt, plural, one {} other { (attempt #)}}',
    fr: 'Étape de retour arrière commencée : {step}{where, select, none {} other {, sur {target}}}{attempt, plural, one {} other { (tentative n° #)}}',
  },
  'rollback-run.acted.done': {
    en: 'Rollback step done: {step}',
    fr: 'Étape de retour arrière faite : {step}',
  },
  'rollback-run.acted.failed': {
    en: 'Rollback step failed: {step}',
    fr: 'Étape de retour arrière en échec : {step}',
  },
  'rollback-run.acted.not-done': {
    en: 'Rollback step could not be begun: {step}',
    fr: 'Étape de retour arrière impossible à commencer : {step}',
  },
  'rollback-run.acted.unknown': {
    en: 'OUTCOME UNKNOWN: nobody knows how “{step}” ended{running, select, yes {; its command may still be running} other {}}',
    fr: 'RÉSULTAT INCONNU : personne ne sait comment « {step} » s’est terminée{running, select, yes { ; sa commande tourne peut-être encore} other {}}',
  },
  'rollback-run.verified.passed': { en: 'Verified: {step}', fr: 'Vérifié : {step}' },
  'rollback-run.held-though.failed': {
    en: 'Verified, though the command failed: {step}',
    fr: 'Vérifié, bien que la commande ait échoué : {step}',
  },
  'rollback-run.held-though.not-done': {
    en: 'Verified, though the command was never started: {step}',
    fr: 'Vérifié, bien que la commande n’ait pas été lancée : {step}',
  },
  'rollback-run.held-though.unknown': {
    en: 'Verified, though nobody knows how the command ended: {step}',
    fr: 'Vérifié, bien que personne ne sache comment la commande s’est terminée : {step}',
  },
  'rollback-run.verified.failed': {
    en: 'Verification failed: {step}',
    fr: 'Vérification en échec : {step}',
  },
  'rollback-run.verified.unknown': {
    en: 'Nothing could be verified: {step}',
    fr: 'Rien n’a pu être vérifié : {step}',
  },
  'rollback-run.moved.on': {
    en: 'Rollback goes on after “{step}”',
    fr: 'Le retour arrière continue après « {step} »',
  },
  'rollback-run.moved.shown': {
    en: 'Shown, not run: {step}',
    fr: 'Montrée, non exécutée : {step}',
  },
  'rollback-run.moved.retry': {
    en: 'To be done again: {step}',
    fr: 'À refaire : {step}',
  },
  'rollback-run.moved.skip': {
    en: 'Rollback step left out: {step}',
    fr: 'Étape de retour arrière sautée : {step}',
  },
  'rollback-run.moved.alternative': {
    en: 'The other way is taken, as “{step}” did not hold',
    fr: 'L’autre voie est prise, « {step} » n’ayant pas tenu',
  },
  'rollback-run.moved.chose': {
    en: 'Chosen at “{step}”: {option}',
    fr: 'Choisi à « {step} » : {option}',
  },
  'rollback-run.handed-over': {
    en: 'Rollback handed over from {from} to {to}',
    fr: 'Retour arrière transmis par {from} à {to}',
  },
  'rollback-run.orphaned': {
    en: 'OUTCOME UNKNOWN: “{step}” was cut short. It is verified before anything is run again.',
    fr: 'RÉSULTAT INCONNU : « {step} » a été interrompue. Elle est vérifiée avant toute nouvelle exécution.',
  },
  'rollback-run.ended.back': {
    en: 'Back: all final verifications of “{plan}” hold together',
    fr: 'Retour effectué : toutes les vérifications finales de « {plan} » sont tenues ensemble',
  },
  'rollback-run.ended.rehearsed': {
    en: 'Rehearsed to its end: {plan}',
    fr: 'Répété jusqu’au bout : {plan}',
  },
  'rollback-run.ended.aborted': {
    en: 'Rollback given up: {plan}. Safe state: {safeState}',
    fr: 'Retour arrière abandonné : {plan}. État sûr : {safeState}',
  },
  'rollback-run.unknown-plan': {
    en: 'There is no rollback plan “{id}” in this runbook.',
    fr: 'Ce runbook n’a pas de plan de retour arrière « {id} ».',
  },
  'rollback-run.unknown': {
    en: 'There is no such rollback in this run.',
    fr: 'Il n’y a pas de tel retour arrière dans cette exécution.',
  },
  'rollback-run.unknown-step': {
    en: 'There is no step “{step}” in this plan.',
    fr: 'Ce plan n’a pas d’étape « {step} ».',
  },
  'rollback-run.over': {
    en: 'This rollback is over.',
    fr: 'Ce retour arrière est terminé.',
  },
  'rollback-run.running': {
    en: 'A rollback of this run is under way: go on with it, or give it up first.',
    fr: 'Un retour arrière de cette exécution est en cours : continuez-le ou abandonnez-le d’abord.',
  },
  'rollback-run.elsewhere': {
    en: '{driver} leads this rollback in another window. Take it over to go on here.',
    fr: '{driver} mène ce retour arrière dans une autre fenêtre. Reprenez-le pour continuer ici.',
  },
  'rollback-run.awaited': {
    en: '{name} was named to lead this rollback. Take it over, under your name, to go on.',
    fr: '{name} a été désigné pour mener ce retour arrière. Reprenez-le, sous votre nom, pour continuer.',
  },
  'rollback-run.not-at': {
    en: 'The rollback does not stand at this step.',
    fr: 'Le retour arrière n’en est pas à cette étape.',
  },
  'rollback-run.not-now': {
    en: 'This cannot be done at this step as it stands.',
    fr: 'Ce n’est pas possible à cette étape dans son état actuel.',
  },
  'rollback-run.not-here': {
    en: 'This plan may not be run in the environment “{environment}”; it may in: {allowed}.',
    fr: 'Ce plan ne peut pas être exécuté dans l’environnement « {environment} » ; il peut l’être dans : {allowed}.',
  },
  'rollback-run.no-rehearsal': {
    en: 'Nothing is rehearsed for real in production: have it shown instead.',
    fr: 'On ne répète rien pour de vrai en production : faites-le plutôt montrer.',
  },
  'rollback-run.no-proof': {
    en: 'This plan does not say what must hold at its end: nobody could tell that it is back.',
    fr: 'Ce plan ne dit pas ce qui doit tenir à la fin : personne ne pourrait dire que le retour est effectué.',
  },
  'rollback-run.needs-confirmation': {
    en: '“{title}” is not what was shown last. Look at it and agree to it first.',
    fr: '« {title} » n’est plus ce qui a été montré. Relisez-la et donnez d’abord votre accord.',
  },
  'rollback-run.wrong-words': {
    en: 'To do “{title}”, type {words}.',
    fr: 'Pour faire « {title} », saisissez {words}.',
  },
  'rollback-run.done-by': { en: '{by} says that it is done.', fr: '{by} dit que c’est fait.' },
  'rollback-run.changes': {
    en: 'A verification only looks; this one would change something, and is not run.',
    fr: 'Une vérification ne fait que regarder ; celle-ci modifierait quelque chose et n’est pas exécutée.',
  },
  'rollback-run.no-look': {
    en: 'No look at it came to an end in {seconds, number} s.',
    fr: 'Aucune mesure n’a abouti en {seconds, number} s.',
  },
  'rollback-run.not-long-enough': {
    en: 'It passed {count, number} of {of, number} times in a row.',
    fr: 'Tenu {count, number} fois de suite sur {of, number}.',
  },
  'rollback-run.not-back': {
    en: 'Not back yet: {missing}.',
    fr: 'Pas encore revenu : {missing}.',
  },
} as const
