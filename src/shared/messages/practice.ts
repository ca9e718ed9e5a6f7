export const practiceMessages = {
  'range.already-running': {
    en: 'The practice stack is already there.',
    fr: 'L’environnement d’exercice est déjà là.',
  },
  'range.profile-taken': {
    en: 'A profile named “{name}” is already there and is not the range’s. Rename it, then start again.',
    fr: 'Un profil nommé « {name} » existe déjà et n’est pas celui de l’exercice. Renommez-le, puis relancez.',
  },
} as const
