/** What asks for a person, as the bell, the system, a webhook and the report say it. */
export const noticeMessages = {
  'notice.gate-no-go': {
    en: '“{gate}” turned NO-GO.',
    fr: '« {gate} » passe à NO-GO.',
  },
  'notice.gate-ready': {
    en: '“{gate}” is ready: GO can be decided.',
    fr: '« {gate} » est prêt : le GO peut être décidé.',
  },
  'notice.monitors-down': {
    en: '{count, plural, one {{names} is down.} other {# monitors are down: {names}{more, plural, =0 {} other { and # more}}.}}',
    fr: '{count, plural, one {{names} est en panne.} other {# surveillances sont en panne : {names}{more, plural, =0 {} one { et # autre} other { et # autres}}.}}',
  },
  'notice.queues-need': {
    en: '{count, plural, one {The queue {names} needs somebody.} other {# queues need somebody: {names}{more, plural, =0 {} other { and # more}}.}}',
    fr: '{count, plural, one {La file {names} a besoin de quelqu’un.} other {# files ont besoin de quelqu’un : {names}{more, plural, =0 {} one { et # autre} other { et # autres}}.}}',
  },
  'notice.budget-burning': {
    en: 'The error budget “{budget}” is being spent too fast.',
    fr: 'Le budget d’erreur « {budget} » se consomme trop vite.',
  },
  'notice.log-alerts': {
    en: '{count, plural, one {In the logs: {names}.} other {In the logs, # alarms: {names}{more, plural, =0 {} other { and # more}}.}}',
    fr: '{count, plural, one {Dans les journaux : {names}.} other {Dans les journaux, # alarmes : {names}{more, plural, =0 {} one { et # autre} other { et # autres}}.}}',
  },
  'notice.log-alert-reason': {
    en: '{tail}: {count, plural, one {seen once} other {seen # times}} within {seconds} s.',
    fr: '{tail} : {count, plural, one {vu une fois} other {vu # fois}} en {seconds} s.',
  },
  'notice.steps-overdue': {
    en: '{count, plural, one {Overdue: {names}.} other {# steps are overdue: {names}{more, plural, =0 {} other { and # more}}.}}',
    fr: '{count, plural, one {En retard : {names}.} other {# étapes sont en retard : {names}{more, plural, =0 {} one { et # autre} other { et # autres}}.}}',
  },
  'notice.clean-ups-left': {
    en: '{count, plural, one {The clean-up of {names} is outstanding.} other {# clean-ups are outstanding: {names}{more, plural, =0 {} other { and # more}}.}}',
    fr: '{count, plural, one {Le nettoyage de {names} reste à faire.} other {# nettoyages restent à faire : {names}{more, plural, =0 {} one { et # autre} other { et # autres}}.}}',
  },
  'notice.escalations-due': {
    en: '{count, plural, one {{names} is to be called now: nobody has said that they were reached.} other {# are to be called now: {names}{more, plural, =0 {} other { and # more}}. Nobody has said that they were reached.}}',
    fr: '{count, plural, one {{names} est à appeler maintenant : personne n’a dit l’avoir joint.} other {# personnes sont à appeler maintenant : {names}{more, plural, =0 {} one { et # autre} other { et # autres}}. Personne n’a dit les avoir jointes.}}',
  },
  'notice.unknown': {
    en: 'This run has no such notification, or it was acknowledged already.',
    fr: 'Cette exécution n’a pas cette notification, ou elle a déjà été prise en compte.',
  },
  'notice.webhook-text': {
    en: '{level, select, urgent {▲} other {●}} *{run}*{version, select, none {} other { {version}}} ({environment, select, production {production} staging {staging} other {practice}}): {text}{reason, select, none {} other { {reason}}}',
    fr: '{level, select, urgent {▲} other {●}} *{run}*{version, select, none {} other { {version}}} ({environment, select, production {production} staging {préproduction} other {entraînement}}) : {text}{reason, select, none {} other { {reason}}}',
  },
  'notice.webhook-over': {
    en: '✓ *{run}*: over: {text}',
    fr: '✓ *{run}* : c’est terminé : {text}',
  },
  'notice.webhook-failed': {
    en: 'Notifications could not be sent to the webhook of the profile, after {attempts, plural, one {# attempt} other {# attempts}} ({why}). They stay in Warroom.',
    fr: 'Les notifications n’ont pas pu être envoyées au webhook du profil, après {attempts, plural, one {# essai} other {# essais}} ({why}). Elles restent dans Warroom.',
  },
  'notice.webhook-unusable': {
    en: 'Notifications are not sent to the webhook of the profile: the secret that “notify.webhook” names has no value, or is no http address.',
    fr: 'Les notifications ne sont pas envoyées au webhook du profil : le secret nommé par « notify.webhook » n’a pas de valeur, ou n’est pas une adresse http.',
  },
} as const
