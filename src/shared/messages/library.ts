export const libraryMessages = {
  'library.unreadable': {
    en: '{path} could not be read.',
    fr: '{path} n’a pas pu être lu.',
  },
  'library.too-large': {
    en: '{fileName} is larger than {megabytes} MB: this is not a runbook.',
    fr: '{fileName} dépasse {megabytes} Mo : ce n’est pas un runbook.',
  },
  'overlay.other-runbook': {
    en: 'This overlay is for “{meant}”, and stands beside “{title}”.',
    fr: 'Ce calque est fait pour « {meant} » et se trouve à côté de « {title} ».',
  },
  'overlay.unknown-item': {
    en: 'The runbook has no item “{id}”: it was removed, reworded or is spelt differently. What is written under it is not in force; the rest is.',
    fr: 'Le runbook n’a pas de point « {id} » : il a été retiré, reformulé ou s’écrit autrement. Ce qui est écrit sous ce nom est sans effet ; le reste s’applique.',
  },
  'overlay.unknown-phase': {
    en: 'The runbook has no phase “{id}”: it was removed, renamed or is spelt differently. What is written under it is not in force; the rest is.',
    fr: 'Le runbook n’a pas de phase « {id} » : elle a été retirée, renommée ou s’écrit autrement. Ce qui est écrit sous ce nom est sans effet ; le reste s’applique.',
  },
  'overlay.taken-id': {
    en: 'The id “{id}” is already taken by another item; this one was left out.',
    fr: 'L’identifiant « {id} » est déjà celui d’un autre point ; celui-ci a été laissé de côté.',
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
