/** What migrations leave to somebody who goes back. */
export const readinessMigrationMessages = {
  'readiness.migrations.declared-none': {
    en: 'The runbook says that nothing is migrated',
    fr: 'Le runbook dit que rien n’est migré',
  },
  'readiness.migrations.not-named': {
    en: 'The runbook does not say where its migrations are',
    fr: 'Le runbook ne dit pas où sont ses migrations',
  },
  'readiness.migrations.not-named-todo': {
    en: 'Name their folder in the front matter: readiness.migrations, or none',
    fr: 'Nommer leur dossier dans l’en-tête du runbook : readiness.migrations, ou none',
  },
  'readiness.migrations.no-since': {
    en: 'It is not known which migrations are new',
    fr: 'On ne sait pas quelles migrations sont nouvelles',
  },
  'readiness.migrations.no-since-todo': {
    en: 'Name the repository and the last good version, or readiness.migrations.since',
    fr: 'Nommer le dépôt et la dernière bonne version, ou readiness.migrations.since',
  },
  'readiness.migrations.no-old': {
    en: 'The repository does not know the last good version {since} ({where})',
    fr: 'Le dépôt ne connaît pas la dernière bonne version {since} ({where})',
  },
  'readiness.migrations.no-new': {
    en: 'The repository does not know the commit that goes live ({where})',
    fr: 'Le dépôt ne connaît pas le commit mis en service ({where})',
  },
  'readiness.migrations.no-folder': {
    en: 'There is no folder {folder} ({where})',
    fr: 'Il n’y a pas de dossier {folder} ({where})',
  },
  'readiness.migrations.no-name': {
    en: 'There is no migration {since} in {folder} ({where})',
    fr: 'Il n’y a pas de migration {since} dans {folder} ({where})',
  },
  'readiness.migrations.failed': {
    en: 'The migrations could not be listed ({where})',
    fr: 'Les migrations n’ont pas pu être listées ({where})',
  },
  'readiness.migrations.too-much': {
    en: 'There are more migrations than can be read ({where})',
    fr: 'Il y a plus de migrations qu’on ne peut en lire ({where})',
  },
  'readiness.migrations.none': {
    en: 'No migration since the last good version',
    fr: 'Aucune migration depuis la dernière bonne version',
  },
  'readiness.migrations.fine': {
    en: '{total, plural, one {# migration} other {# migrations}} since: {additive} additive, {reversible} reversible, none irreversible',
    fr: '{total, plural, one {# migration} other {# migrations}} depuis : {additive, plural, one {# additive} other {# additives}}, {reversible, plural, one {# réversible} other {# réversibles}}, aucune irréversible',
  },
  'readiness.migrations.restored': {
    en: '{irreversible, plural, one {# of {total} migrations is irreversible} other {# of {total} migrations are irreversible}}: only the plan that restores the backup gets past',
    fr: '{irreversible, plural, one {# migration irréversible} other {# migrations irréversibles}} sur {total} : seul le plan qui restaure la sauvegarde permet de revenir',
  },
  'readiness.migrations.irreversible': {
    en: '{irreversible, plural, one {# of {total} migrations is irreversible} other {# of {total} migrations are irreversible}}, and no plan restores a backup',
    fr: '{irreversible, plural, one {# migration irréversible} other {# migrations irréversibles}} sur {total}, et aucun plan ne restaure de sauvegarde',
  },
  'readiness.migrations.irreversible-todo': {
    en: 'Add a plan that restores the backup, or split the migration',
    fr: 'Ajouter un plan qui restaure la sauvegarde, ou découper la migration',
  },
  'readiness.migrations.irreversible-statement': {
    en: 'Irreversible: {path}, line {line}: {text}',
    fr: 'Irréversible : {path}, ligne {line} : {text}',
  },
  'readiness.migrations.reversible-statement': {
    en: 'Reversible: {path}, line {line}: {text}',
    fr: 'Réversible : {path}, ligne {line} : {text}',
  },
  'readiness.migrations.additive-file': {
    en: 'Additive: {path}',
    fr: 'Additive : {path}',
  },
  'readiness.migrations.not-sql': {
    en: 'Not SQL, so it counts as irreversible: {path}',
    fr: 'Pas du SQL, donc compté comme irréversible : {path}',
  },
  'readiness.migrations.altered': {
    en: 'Changed or removed after the last good version had run it: {path}',
    fr: 'Modifié ou retiré après que la dernière bonne version l’a exécuté : {path}',
  },
  'readiness.sql.additive': {
    en: 'The last good version lives with it',
    fr: 'La dernière bonne version s’en accommode',
  },
  'readiness.sql.reversible': {
    en: 'It can be undone without losing data',
    fr: 'Cela peut être défait sans perdre de données',
  },
  'readiness.sql.needed-column': {
    en: 'The last good version does not fill this column: drop it again when going back',
    fr: 'La dernière bonne version ne remplit pas cette colonne : la supprimer en revenant en arrière',
  },
  'readiness.sql.loses': {
    en: 'Data is lost or changed: only a backup brings it back',
    fr: 'Des données sont perdues ou modifiées : seule une sauvegarde les ramène',
  },
  'readiness.sql.code': {
    en: 'It runs code of which nobody knows here what it changes',
    fr: 'Cela exécute du code dont on ne sait pas ici ce qu’il modifie',
  },
  'readiness.sql.unknown': {
    en: 'Not known to be reversible, so it counts as irreversible',
    fr: 'Rien ne dit que ce soit réversible : compté comme irréversible',
  },
  'readiness.sql.no-text': {
    en: 'Too large, or not a text: it counts as irreversible',
    fr: 'Trop volumineux, ou pas un texte : compté comme irréversible',
  },
  'readiness.sql.unreadable': {
    en: 'PostgreSQL cannot read this: {problem}. It counts as irreversible',
    fr: 'PostgreSQL ne sait pas lire ceci : {problem}. Compté comme irréversible',
  },
} as const
