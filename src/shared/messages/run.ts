/** What a run and its checks can say. */
export const runMessages = {
  'run.unknown': { en: 'There is no such run.', fr: 'Cette exécution n’existe pas.' },
  'run.unknown-runbook': {
    en: 'This runbook is not in the library.',
    fr: 'Ce runbook n’est pas dans la bibliothèque.',
  },
  'run.unknown-profile': {
    en: 'There is no usable profile named “{name}”.',
    fr: 'Il n’y a pas de profil utilisable nommé « {name} ».',
  },
  'run.unknown-item': {
    en: 'The runbook of this run has no item “{itemId}”.',
    fr: 'Le runbook de cette exécution n’a pas de point « {itemId} ».',
  },
  'run.unknown-phase': {
    en: 'The runbook of this run has no phase “{phaseId}”.',
    fr: 'Le runbook de cette exécution n’a pas de phase « {phaseId} ».',
  },
  'run.unknown-event': {
    en: 'This run has no event {seq}.',
    fr: 'Cette exécution n’a pas d’événement {seq}.',
  },
  'run.unknown-evidence': {
    en: 'There is no evidence under this hash.',
    fr: 'Aucune preuve ne porte cette empreinte.',
  },
  'run.closed': {
    en: 'This run is closed. Reopen it to change it.',
    fr: 'Cette exécution est close. Rouvrez-la pour la modifier.',
  },
  'run.not-closed': { en: 'This run is open.', fr: 'Cette exécution est ouverte.' },
  'run.imported': {
    en: 'This run was imported from a file. It can be read and verified, not continued here.',
    fr: 'Cette exécution a été importée d’un fichier. Elle peut être lue et vérifiée, pas poursuivie ici.',
  },
  'run.own': {
    en: 'This run is already continued here.',
    fr: 'Cette exécution est déjà poursuivie ici.',
  },
  'run.not-undoable': {
    en: 'Event {seq} is a record of what happened, and cannot be undone.',
    fr: 'L’événement {seq} constate ce qui s’est passé : il ne peut pas être annulé.',
  },
  'run.already-undone': {
    en: 'Event {seq} is already undone.',
    fr: 'L’événement {seq} est déjà annulé.',
  },
  'run.same-runbook': {
    en: 'The run already uses this version of the runbook.',
    fr: 'L’exécution utilise déjà cette version du runbook.',
  },
  'run.same-profile': {
    en: 'The run already uses the profile as it is now.',
    fr: 'L’exécution utilise déjà le profil tel qu’il est.',
  },
  'run.conflict': {
    en: 'Another history of this run is already here, and differs from the file.',
    fr: 'Un autre historique de cette exécution existe déjà ici et diffère du fichier.',
  },
  'run.not-a-run-file': {
    en: 'This is not an exported run.',
    fr: 'Ceci n’est pas une exécution exportée.',
  },
  'run.file-too-large': {
    en: 'The file unpacks to more than {megabytes} MB and was not read.',
    fr: 'Le fichier dépasse {megabytes} Mo une fois décompressé et n’a pas été lu.',
  },
  'run.file-newer': {
    en: 'This run was exported by a newer Warroom. Update Warroom to read it.',
    fr: 'Cette exécution a été exportée par un Warroom plus récent. Mettez Warroom à jour pour la lire.',
  },
  'run.file-malformed': {
    en: 'The run file is damaged at “{path}”.',
    fr: 'Le fichier d’exécution est endommagé à « {path} ».',
  },
  'run.not-verified': {
    en: 'The file was refused: its history does not hold.',
    fr: 'Le fichier a été refusé : son historique ne tient pas.',
  },
  'run.nothing-to-check': {
    en: 'None of these items has a check.',
    fr: 'Aucun de ces points n’a de contrôle.',
  },
  'run.needs-confirmation': {
    en: '“{title}” changes {target}: it must be confirmed first.',
    fr: '« {title} » modifie {target} : une confirmation est nécessaire.',
  },
  'run.wrong-words': {
    en: 'To run “{title}”, type exactly: {words}',
    fr: 'Pour lancer « {title} », saisissez exactement : {words}',
  },
  'run.check-bug': {
    en: 'Warroom met an error of its own while checking. The target was not judged.',
    fr: 'Warroom a rencontré une erreur interne pendant le contrôle. La cible n’a pas été jugée.',
  },
} as const
