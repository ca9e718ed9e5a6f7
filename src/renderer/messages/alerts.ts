export const alertsTexts = {
  'alerts.title': { en: 'Alerts', fr: 'Alertes' },
  'alerts.state.firing': { en: 'Firing', fr: 'Active' },
  'alerts.state.pending': { en: 'Pending', fr: 'Imminente' },
  'alerts.state.silenced': { en: 'Silenced', fr: 'En silence' },
  'alerts.state.inhibited': { en: 'Inhibited', fr: 'Masquée' },
  'alerts.stale': { en: 'Stale', fr: 'Périmée' },
  'alerts.count.critical': {
    en: '{count} critical',
    fr: '{count, plural, one {# critique} other {# critiques}}',
  },
  'alerts.count.firing': {
    en: '{count} firing',
    fr: '{count, plural, one {# active} other {# actives}}',
  },
  'alerts.count.pending': {
    en: '{count} pending',
    fr: '{count, plural, one {# imminente} other {# imminentes}}',
  },
  'alerts.count.quiet': { en: '{count} silenced', fr: '{count} en silence' },
  'alerts.count.unknown': { en: 'Not known', fr: 'Inconnu' },
  'alerts.none': { en: 'Nothing fires', fr: 'Aucune active' },
  'alerts.since': { en: 'since {since}', fr: 'depuis {since}' },
  'alerts.silenced': {
    en: 'silenced by {by} until {until}{comment, select, none {} other { · {comment}}}',
    fr: 'mise en silence par {by} jusqu’à {until}{comment, select, none {} other { · {comment}}}',
  },
  'alerts.source': { en: 'Source · {title}', fr: 'Source · {title}' },
  'alerts.source.waiting': { en: 'Not asked yet', fr: 'Pas encore interrogée' },
  'alerts.source.muted': { en: 'Muted for {age}', fr: 'Muette depuis {age}' },
  'alerts.source.never': { en: 'Never heard', fr: 'Jamais entendue' },
  'alerts.source.muted-about': {
    en: 'Whether anything fires is not known.',
    fr: 'On ignore si une alerte est active.',
  },
  'alerts.source.heard': {
    en: '{rules, plural, =-1 {heard} one {# rule loaded} other {# rules loaded}} {age} ago',
    fr: '{rules, plural, =-1 {entendue} one {# règle chargée} other {# règles chargées}} il y a {age}',
  },
  'alerts.source.no-rules': {
    en: 'No rules loaded: nothing can fire',
    fr: 'Aucune règle chargée : rien ne peut se déclencher',
  },
  'alerts.source.rules-failing': {
    en: '{count, plural, one {# rule} other {# rules}} cannot be evaluated',
    fr: '{count, plural, one {# règle n’est pas évaluable} other {# règles ne sont pas évaluables}}',
  },
  'alerts.more': {
    en: '{count, plural, one {# more is} other {# more are}} not listed',
    fr: '{count, plural, one {# autre n’est pas listée} other {# autres ne sont pas listées}}',
  },
} as const
