/** What readiness for the way back says. */
export const readinessMessages = {
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
    fr: 'La dernière bonne version ne remplit pas cette colonne : la supprimer en revenant en arrière',
  },
  'readiness.sql.loses': {
    en: 'Data is lost or changed: only a backup brings it back',
    fr: 'Des données sont perdues ou modifiées : seule une sauvegarde les ramène',
  },
  'readiness.sql.code': {
    en: 'It runs code of which nobody knows here what it changes',
    fr: 'Cela exécute du code dont on ne sait pas ici ce qu’il modifie',
  },
  'readiness.sql.unknown': {
    en: 'Not known to be reversible, so it counts as irreversible',
    fr: 'Rien ne dit que ce soit réversible : compté comme irréversible',
  },
  'readiness.sql.no-text': {
    en: 'Too large, or not a text: it counts as irreversible',
    fr: 'Trop volumineux, ou pas un texte : compté comme irréversible',
  },
  'readiness.sql.unreadable': {
    en: 'PostgreSQL cannot read this: {problem}. It counts as irreversible',
    fr: 'PostgreSQL ne sait pas lire ceci : {problem}. Compté comme irréversible',
  },
} as const
