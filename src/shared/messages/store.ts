/** What the store and the verifier of chains and run files can say. */
export const storeMessages = {
  'store.folder-unusable': {
    en: 'Warroom cannot use the data folder {dir}.',
    fr: 'Warroom ne peut pas utiliser le dossier de données {dir}.',
  },
  'store.sqlite-too-old': {
    en: 'SQLite {found} can damage a database in use. Warroom needs {needed} or later.',
    fr: 'SQLite {found} peut endommager une base en cours d’utilisation. Warroom exige la version {needed} ou plus récente.',
  },
  'store.unsafe-setting': {
    en: 'The database refuses a setting that keeps your records safe: {name} should be {needed} and is {found}.',
    fr: 'La base refuse un réglage qui protège vos données : {name} devrait valoir {needed} et vaut {found}.',
  },
  'store.not-a-database': {
    en: '{file} is damaged or is not a Warroom database. Copies made before each upgrade are in {backups}.',
    fr: '{file} est endommagé ou n’est pas une base Warroom. Les copies faites avant chaque mise à niveau sont dans {backups}.',
  },
  'store.not-ready': {
    en: 'Another Warroom is preparing this data folder. Try again in a moment.',
    fr: 'Un autre Warroom prépare ce dossier de données. Réessayez dans un instant.',
  },
  'store.newer': {
    en: 'This data folder was written by a newer Warroom (format {found}; this one knows {known}). Update Warroom; nothing was changed.',
    fr: 'Ce dossier de données vient d’un Warroom plus récent (format {found} ; celui-ci connaît {known}). Mettez Warroom à jour ; rien n’a été modifié.',
  },
  'store.migration-failed': {
    en: 'Upgrading the database failed at “{name}”. It was left as it was.',
    fr: 'La mise à niveau de la base a échoué à l’étape « {name} ». La base est restée telle quelle.',
  },
  'store.backup-failed': {
    en: 'No copy of the database could be made before upgrading it, so it was not upgraded.',
    fr: 'Aucune copie de la base n’a pu être faite avant la mise à niveau ; elle n’a donc pas été mise à niveau.',
  },

  'chain.malformed': {
    en: 'Event {seq} cannot be read: it was changed after it was written.',
    fr: 'L’événement {seq} est illisible : il a été modifié après son écriture.',
  },
  'chain.edited': {
    en: 'Event {seq} was changed after it was written.',
    fr: 'L’événement {seq} a été modifié après son écriture.',
  },
  'chain.missing': { en: 'Event {seq} is missing.', fr: 'L’événement {seq} manque.' },
  'chain.out-of-order': {
    en: 'Event {seq} is not in its place.',
    fr: 'L’événement {seq} n’est pas à sa place.',
  },
  'chain.wrong-previous': {
    en: 'Event {seq} does not follow from the event before it.',
    fr: 'L’événement {seq} ne découle pas du précédent.',
  },
  'chain.other-run': {
    en: 'Event {seq} belongs to another run.',
    fr: 'L’événement {seq} appartient à une autre exécution.',
  },
  'chain.truncated': {
    en: 'The history stops at event {found}, but its recorded end is event {seq}.',
    fr: 'L’historique s’arrête à l’événement {found}, mais sa fin enregistrée est l’événement {seq}.',
  },
  'chain.beyond-head': {
    en: 'Event {seq} stands after the recorded end of the history.',
    fr: 'L’événement {seq} figure après la fin enregistrée de l’historique.',
  },
  'chain.rewritten': {
    en: 'The history was rewritten: event {seq} is not the one recorded as its end.',
    fr: 'L’historique a été réécrit : l’événement {seq} n’est pas celui enregistré comme sa fin.',
  },
  'chain.evidence-missing': {
    en: 'The evidence of event {seq} is missing.',
    fr: 'La preuve de l’événement {seq} manque.',
  },
  'chain.evidence-changed': {
    en: 'The evidence of event {seq} was changed.',
    fr: 'La preuve de l’événement {seq} a été modifiée.',
  },
  'chain.runbook-missing': {
    en: 'The runbook that event {seq} pins is missing.',
    fr: 'Le runbook figé par l’événement {seq} manque.',
  },
  'chain.runbook-changed': {
    en: 'The runbook that event {seq} pins was changed.',
    fr: 'Le runbook figé par l’événement {seq} a été modifié.',
  },
  'chain.profile-missing': {
    en: 'The profile that event {seq} pins is missing.',
    fr: 'Le profil figé par l’événement {seq} manque.',
  },
  'chain.profile-changed': {
    en: 'The profile that event {seq} pins was changed.',
    fr: 'Le profil figé par l’événement {seq} a été modifié.',
  },
  'chain.file-changed': {
    en: 'The file was changed after it was exported.',
    fr: 'Le fichier a été modifié après son export.',
  },
} as const
