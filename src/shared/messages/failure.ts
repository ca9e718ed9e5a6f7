export const failureMessages = {
  'failure.bad-input': {
    en: 'The request to “{name}” is not valid.',
    fr: 'La demande « {name} » n’est pas valide.',
  },
  'failure.unknown-call': {
    en: 'This version of Warroom does not know “{name}”.',
    fr: 'Cette version de Warroom ne connaît pas « {name} ».',
  },
  'failure.bug': {
    en: 'Warroom met an error of its own in “{name}”. Nothing was changed.',
    fr: 'Warroom a rencontré une erreur interne dans « {name} ». Rien n’a été modifié.',
  },
  'failure.cancelled': { en: 'Cancelled.', fr: 'Annulé.' },
  'failure.read-only': {
    en: 'This window is read-only: another Warroom holds the data folder.',
    fr: 'Cette fenêtre est en lecture seule : un autre Warroom tient le dossier de données.',
  },
  'failure.disk-full': {
    en: 'The disk is full or not writable. No new action starts until there is space.',
    fr: 'Le disque est plein ou non inscriptible. Aucune action ne démarre avant qu’il y ait de la place.',
  },
  'failure.engine-gone': {
    en: 'The engine stopped. It is being restarted.',
    fr: 'Le moteur s’est arrêté. Il redémarre.',
  },
} as const
