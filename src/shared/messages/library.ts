export const libraryMessages = {
  'library.unreadable': {
    en: '{path} could not be read.',
    fr: '{path} n’a pas pu être lu.',
  },
  'library.too-large': {
    en: '{fileName} is larger than {megabytes} MB: this is not a runbook.',
    fr: '{fileName} dépasse {megabytes} Mo : ce n’est pas un runbook.',
  },
  'library.built-in': {
    en: 'This runbook came with Warroom and stays in the library.',
    fr: 'Ce runbook est livré avec Warroom et reste dans la bibliothèque.',
  },
  'library.suggestion': {
    en: 'Did you mean “{word}”?',
    fr: 'Vouliez-vous dire « {word} » ?',
  },
} as const
