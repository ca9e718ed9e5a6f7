export const settingsTexts = {
  'settings.you': { en: 'You and this window', fr: 'Vous et cette fenêtre' },
  'settings.operator': { en: 'Your name', fr: 'Votre nom' },
  'settings.operator-help': {
    en: 'Recorded with everything done from this window.',
    fr: 'Inscrit avec tout ce qui est fait depuis cette fenêtre.',
  },
  'settings.language': { en: 'Language', fr: 'Langue' },
  'settings.theme': { en: 'Theme', fr: 'Thème' },
  'settings.system': { en: 'As the system', fr: 'Comme le système' },
  'settings.dark': { en: 'Dark', fr: 'Sombre' },
  'settings.light': { en: 'Light', fr: 'Clair' },
  'settings.concurrency': { en: 'Checks at once', fr: 'Contrôles simultanés' },
  'settings.concurrency-help': { en: '1 to 32', fr: 'de 1 à 32' },
  'settings.engine': { en: 'Engine and storage', fr: 'Moteur et stockage' },
  'settings.folder': { en: 'Data folder', fr: 'Dossier de données' },
  'settings.vault': { en: 'Vault', fr: 'Coffre' },
  'settings.vault.keyring': {
    en: 'Protected by the system’s keyring',
    fr: 'Protégé par le trousseau du système',
  },
  'settings.vault.memory': {
    en: 'In memory only',
    fr: 'En mémoire seulement',
  },
  'settings.started': { en: 'Engine started', fr: 'Moteur démarré' },
} as const
