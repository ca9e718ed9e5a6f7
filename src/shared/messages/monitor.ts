/** What monitors can say. */
export const monitorMessages = {
  'monitor.unknown': {
    en: 'This run has no monitor “{checkId}”.',
    fr: 'Cette exécution n’a pas de surveillance « {checkId} ».',
  },
  'monitor.not-paused': {
    en: 'None of these monitors is paused or in maintenance.',
    fr: 'Aucune de ces surveillances n’est en pause ni en maintenance.',
  },
  'monitor.already-paused': {
    en: 'These monitors are already paused.',
    fr: 'Ces surveillances sont déjà en pause.',
  },
  'monitor.maintenance-past': {
    en: 'A maintenance window must end in the future.',
    fr: 'Une fenêtre de maintenance doit se terminer dans le futur.',
  },
  'monitor.bad-window': {
    en: 'The beginning of the period must lie before its end.',
    fr: 'Le début de la période doit précéder sa fin.',
  },
  'monitor.before-start': {
    en: 'Measured before Warroom was last started.',
    fr: 'Mesuré avant le dernier démarrage de Warroom.',
  },
  'monitor.nothing-to-watch': {
    en: 'No check of this runbook has an interval (“every:”) and only reads.',
    fr: 'Aucun contrôle de ce runbook n’a d’intervalle (« every: ») tout en se limitant à lire.',
  },
  'monitor.changes-target': {
    en: '“{title}” changes its target: it is not watched.',
    fr: '« {title} » modifie sa cible : il n’est pas surveillé.',
  },
  'monitor.gap.suspended': {
    en: 'This machine slept from {from, time, medium} to {to, time, medium}. Nothing was measured meanwhile; every monitor is being measured anew.',
    fr: 'Cet ordinateur était en veille de {from, time, medium} à {to, time, medium}. Rien n’a été mesuré entre-temps ; chaque surveillance est mesurée à nouveau.',
  },
  'monitor.gap.clock': {
    en: 'The clock jumped from {from, time, medium} to {to, time, medium}, by sleep or by hand. Nothing was measured in between; every monitor is being measured anew.',
    fr: 'L’horloge a sauté de {from, time, medium} à {to, time, medium}, par une mise en veille ou un réglage. Rien n’a été mesuré entre les deux ; chaque surveillance est mesurée à nouveau.',
  },
  'monitor.gap.stalled': {
    en: 'Warroom stood still from {from, time, medium} to {to, time, medium}. Nothing was measured meanwhile; every monitor is being measured anew.',
    fr: 'Warroom est resté figé de {from, time, medium} à {to, time, medium}. Rien n’a été mesuré entre-temps ; chaque surveillance est mesurée à nouveau.',
  },
  'monitor.network-lost': {
    en: 'This machine has no network since {from, time, medium}. What lies elsewhere cannot be measured and is unknown.',
    fr: 'Cet ordinateur n’a plus de réseau depuis {from, time, medium}. Ce qui se trouve ailleurs ne peut être mesuré : état inconnu.',
  },
  'monitor.gap.network': {
    en: 'This machine had no network from {from, time, medium} to {to, time, medium}. Nothing elsewhere was measured meanwhile; it is being measured anew.',
    fr: 'Cet ordinateur n’avait pas de réseau de {from, time, medium} à {to, time, medium}. Rien d’ailleurs n’a été mesuré entre-temps ; tout y est mesuré à nouveau.',
  },
  'monitor.clock-back': {
    en: 'The clock was set back from {from, time, medium} to {to, time, medium}. Measurements dated later than the new time were dropped.',
    fr: 'L’horloge a été reculée de {from, time, medium} à {to, time, medium}. Les mesures datées d’après la nouvelle heure ont été écartées.',
  },
} as const
