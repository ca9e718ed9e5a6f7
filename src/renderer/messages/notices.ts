export const noticesTexts = {
  'keys.notices': { en: 'Notifications', fr: 'Notifications' },
  'keys.away': {
    en: 'Seen: what changed while away',
    fr: 'Vu : ce qui a changé en votre absence',
  },
  'notices.title': { en: 'Notifications', fr: 'Notifications' },
  'notices.bell': {
    en: '{count, plural, =0 {Notifications: none to acknowledge} one {Notifications: # to acknowledge} other {Notifications: # to acknowledge}}',
    fr: '{count, plural, =0 {Notifications : aucune à prendre en compte} one {Notifications : # à prendre en compte} other {Notifications : # à prendre en compte}}',
  },
  'notices.none': {
    en: 'Nothing has asked for a person in this run.',
    fr: 'Rien n’a demandé quelqu’un dans cette exécution.',
  },
  'notices.none-help': {
    en: 'A gate that turns NO-GO or is ready, a monitor that goes down, a queue that nobody works, a budget that burns, an alarm in the logs, a step that is late: each comes here once.',
    fr: 'Un jalon qui passe à NO-GO ou qui est prêt, une surveillance en panne, une file que personne ne traite, un budget qui se consume, une alarme dans les journaux, une étape en retard : chacun s’annonce ici une fois.',
  },
  'notices.as': { en: 'Acknowledged by', fr: 'Prise en compte par' },
  'notices.acknowledge': { en: 'Acknowledge', fr: 'Prendre en compte' },
  'notices.acknowledge-all': {
    en: '{count, plural, one {Acknowledge} other {Acknowledge all #}}',
    fr: '{count, plural, one {Prendre en compte} other {Prendre en compte les #}}',
  },
  'notices.acknowledged': {
    en: 'acknowledged by {by} at {time}',
    fr: 'prise en compte par {by} à {time}',
  },
  'notices.over': { en: 'over since {time}', fr: 'terminé à {time}' },
  'notices.show': { en: 'Show', fr: 'Voir' },
  'notices.quiet': {
    en: 'Quiet hours until {to}: no sound, no system notification.',
    fr: 'Heures calmes jusqu’à {to} : ni son ni notification du système.',
  },
  'notices.quiet-but-urgent': {
    en: 'Quiet hours until {to}: only what is urgent makes itself heard.',
    fr: 'Heures calmes jusqu’à {to} : seul ce qui est urgent se fait entendre.',
  },
  'notices.not-allowed': {
    en: 'This browser has not been asked yet to show notifications of the system.',
    fr: 'Ce navigateur n’a pas encore été autorisé à afficher les notifications du système.',
  },
  'notices.settings': { en: 'Settings', fr: 'Réglages' },
  'notices.several': {
    en: '{count} new notifications',
    fr: '{count} nouvelles notifications',
  },
  'notices.urgent': { en: 'Urgent', fr: 'Urgent' },
  'notices.to-know': { en: 'Info', fr: 'Info' },
  'notices.is-over': { en: 'Over', fr: 'Terminé' },

  'away.title': { en: 'Away {duration}:', fr: 'Absence de {duration} :' },
  'away.monitors': {
    en: '{count, plural, one {# monitor changed} other {# monitors changed}}',
    fr: '{count, plural, one {# surveillance a changé} other {# surveillances ont changé}}',
  },
  'away.gate': { en: '{gate} {from} → {to}', fr: '{gate} {from} → {to}' },
  'away.gate-back': {
    en: '{gate} changed and is {to} again',
    fr: '{gate} a changé puis est revenu à {to}',
  },
  'away.done': {
    en: '{count, plural, one {# item done} other {# items done}}',
    fr: '{count, plural, one {# élément fait} other {# éléments faits}}',
  },
  'away.failed': {
    en: '{count, plural, one {# item failed} other {# items failed}}',
    fr: '{count, plural, one {# élément en échec} other {# éléments en échec}}',
  },
  'away.decisions': {
    en: '{count, plural, one {# signature} other {# signatures}}',
    fr: '{count, plural, one {# signature} other {# signatures}}',
  },
  'away.others': {
    en: '{count, plural, one {# other event} other {# other events}}',
    fr: '{count, plural, one {# autre événement} other {# autres événements}}',
  },
  'away.details': { en: 'What changed', fr: 'Ce qui a changé' },
  'away.hide': { en: 'Hide', fr: 'Masquer' },
  'away.dismiss': { en: 'Seen', fr: 'Vu' },
  'away.monitor-back': {
    en: '{to, select, up {up} down {down} other {unknown}} again, {times, plural, one {# change} other {# changes}}',
    fr: 'de nouveau {to, select, up {opérationnel} down {en panne} other {inconnu}}, {times, plural, one {# changement} other {# changements}}',
  },
  'away.monitor': {
    en: '{from, select, up {up} down {down} other {unknown}} → {to, select, up {up} down {down} other {unknown}}{times, plural, one {} other {, # changes}}',
    fr: '{from, select, up {opérationnel} down {en panne} other {inconnu}} → {to, select, up {opérationnel} down {en panne} other {inconnu}}{times, plural, one {} other {, # changements}}',
  },
  'away.verdict.go': { en: 'GO', fr: 'GO' },
  'away.verdict.no-go': { en: 'NO-GO', fr: 'NO-GO' },
  'away.verdict.pending': { en: 'PENDING', fr: 'EN ATTENTE' },
  'away.verdict.unknown': { en: 'UNKNOWN', fr: 'INCONNU' },
  'away.item.done': { en: 'Done', fr: 'Fait' },
  'away.item.failed': { en: 'Failed', fr: 'Échec' },
} as const
