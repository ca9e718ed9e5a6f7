export const rangeMessages = {
  'range.missing-program': {
    en: '{program} is not installed on this machine. To install it: {command}',
    fr: '{program} n’est pas installé sur cette machine. Pour l’installer : {command}',
  },
  'range.embedded-postgres': {
    en: 'PostgreSQL could not be started here, so an embedded one stands in ({detail}).',
    fr: 'PostgreSQL n’a pas pu être démarré ici : une version embarquée le remplace ({detail}).',
  },
  'range.no-backup': {
    en: 'No backup of MedQuiz’s data could be made, so none can be put back: {detail}',
    fr: 'Les données de MedQuiz n’ont pas pu être sauvegardées : rien ne pourra donc être restauré ({detail}).',
  },
  'range.no-engine': {
    en: 'The container engine does not answer: {detail}',
    fr: 'Le moteur de conteneurs ne répond pas : {detail}',
  },
  'range.name-taken': {
    en: 'A container named {name} is already there. It was left as it is.',
    fr: 'Un conteneur nommé {name} existe déjà. Il n’a pas été touché.',
  },
  'range.not-linux': {
    en: 'Practice containers are made from this machine’s own programs, which takes Linux.',
    fr: 'Les conteneurs d’exercice sont faits des programmes de cette machine, ce qui demande Linux.',
  },
  'range.ended': {
    en: 'It ended by itself. Stop the practice servers and start them again.',
    fr: 'Il s’est arrêté de lui-même. Arrêtez les serveurs d’exercice, puis relancez-les.',
  },
  'range.stopped': {
    en: 'It was stopped on purpose, and can be started again.',
    fr: 'Il a été arrêté volontairement, et peut être relancé.',
  },
  'range.not-started': {
    en: 'It could not be started: {detail}',
    fr: 'Le démarrage a échoué : {detail}',
  },
  'range.broke-off': {
    en: 'It ended by itself: {detail}',
    fr: 'Arrêt inattendu : {detail}',
  },
} as const
