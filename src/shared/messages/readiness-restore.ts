/** What a backup that is put back once says. */
export const readinessRestoreMessages = {
  'readiness.restore.begun': {
    en: 'Restoring {file} once into a database of its own, {scratch} ({target})',
    fr: 'Restauration d’essai de {file} dans une base à part, {scratch} ({target})',
  },
  'readiness.restore.ended': {
    en: '{file} {outcome, select, restored {was restored once} failed {could not be restored} none {was tried without a result} other {was restored in part at most}} ({target}){left, select, dropped {} there {; the database {scratch} was left behind there} other {; nobody knows whether the database {scratch} was left behind there}}',
    fr: '{file} {outcome, select, restored {a été restaurée une fois} failed {n’a pas pu être restaurée} none {a été essayée sans résultat} other {n’a été restaurée qu’en partie, au plus}} ({target}){left, select, dropped {} there { ; la base {scratch} y est restée} other { ; on ignore si la base {scratch} y est restée}}',
  },
  'readiness.restore.fine': {
    en: '{tables, plural, one {# table} other {# tables}}, {rows, plural, one {# row} other {# rows}}, in {seconds, number} s; its SHA-256 is right',
    fr: '{tables, plural, one {# table} other {# tables}}, {rows, plural, one {# ligne} other {# lignes}}, en {seconds, number} s ; SHA-256 juste',
  },
  'readiness.restore.empty': {
    en: 'It was read to its end, and there is no table in it',
    fr: 'Elle a été lue jusqu’au bout, et ne contient aucune table',
  },
  'readiness.restore.no-rows': {
    en: 'It was read to its end: {tables, plural, one {# table} other {# tables}}, and not one row',
    fr: 'Elle a été lue jusqu’au bout : {tables, plural, one {# table} other {# tables}}, et pas une seule ligne',
  },
  'readiness.restore.elsewhere': {
    en: 'The server led to the database {error} instead of the one created for it, so nothing was put back',
    fr: 'Le serveur a mené à la base {error} au lieu de celle créée pour elle ; rien n’a donc été restauré',
  },
  'readiness.restore.full-only': {
    en: 'It first drops what an empty database does not have, so it was not put back here: make it with --clean --if-exists. {error}',
    fr: 'Elle supprime d’abord ce qu’une base vide n’a pas ; elle n’a donc pas été restaurée ici : la faire avec --clean --if-exists. {error}',
  },
  'readiness.restore.empty-only': {
    en: 'It goes into an empty database only, and a plan puts it over a full one: make it with --clean --if-exists. {error}',
    fr: 'Elle n’entre que dans une base vide, et un plan la restaure par-dessus une base pleine : la faire avec --clean --if-exists. {error}',
  },
  'readiness.restore.gone': {
    en: 'The backup is not there',
    fr: 'La sauvegarde n’est pas là',
  },
  'readiness.restore.sum-bad': {
    en: 'The backup is not what its checksum says',
    fr: 'La sauvegarde ne correspond pas à son empreinte',
  },
  'readiness.restore.no-sum': {
    en: 'The backup has no checksum to compare with',
    fr: 'La sauvegarde n’a pas d’empreinte à comparer',
  },
  'readiness.restore.cut-off': {
    en: 'The dump ends before its end: it was cut short when it was made',
    fr: 'La sauvegarde s’arrête avant sa fin : elle a été coupée à sa création',
  },
  'readiness.restore.commands': {
    en: 'It holds a command for psql, which could reach another database, so it was not read: {error}',
    fr: 'Elle contient une commande pour psql, qui pourrait atteindre une autre base ; elle n’a donc pas été lue : {error}',
  },
  'readiness.restore.no-program': {
    en: '{error} is not installed there',
    fr: '{error} n’est pas installé à cet endroit',
  },
  'readiness.restore.create': {
    en: 'No database could be created for it: {error}',
    fr: 'Impossible de créer une base pour elle : {error}',
  },
  'readiness.restore.put': {
    en: 'It could not be restored: {error}',
    fr: 'Elle n’a pas pu être restaurée : {error}',
  },
  'readiness.restore.count': {
    en: 'What was restored could not be counted: {error}',
    fr: 'Ce qui a été restauré n’a pas pu être compté : {error}',
  },
  'readiness.restore.unclear': {
    en: 'It ended without a word on what came of it: {error}',
    fr: 'Elle s’est terminée sans dire ce qu’il en est : {error}',
  },
  'readiness.restore.cancelled': {
    en: 'It was stopped',
    fr: 'Elle a été arrêtée',
  },
  'readiness.restore.cut': {
    en: 'Warroom broke off in the middle of it',
    fr: 'Warroom s’est interrompu au milieu',
  },
  'readiness.restore.running': {
    en: 'A backup is being restored already',
    fr: 'Une sauvegarde est déjà en cours de restauration',
  },
  'readiness.restore.going-back': {
    en: 'A rollback is under way: a trial restore waits until it has ended',
    fr: 'Un retour arrière est en cours : la restauration d’essai attendra qu’il soit terminé',
  },
  'readiness.restore.not-running': {
    en: 'No backup is being restored',
    fr: 'Aucune sauvegarde n’est en cours de restauration',
  },
  'readiness.restore.unknown': {
    en: 'The runbook has no such backup any more',
    fr: 'Le runbook n’a plus cette sauvegarde',
  },
  'readiness.restore.needs-confirmation': {
    en: 'What would be run is not what was agreed to: look at it again',
    fr: 'Ce qui serait exécuté n’est pas ce qui a été accepté : le relire',
  },
  'readiness.restore.wrong-words': {
    en: 'Type {words} to agree',
    fr: 'Saisir {words} pour accepter',
  },
} as const
