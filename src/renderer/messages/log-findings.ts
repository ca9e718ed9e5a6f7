export const logFindingsTexts = {
  'logs.kept-filters': { en: 'Saved filters', fr: 'Filtres gardés' },
  'logs.keep-filter': { en: 'Save this one', fr: 'Garder celui-ci' },
  'logs.forget-filter': { en: 'Forget {filter}', fr: 'Oublier {filter}' },
  'logs.metrics': { en: 'Measured over time', fr: 'Mesuré dans le temps' },
  'logs.metric-window': { en: 'over {duration}', fr: 'sur {duration}' },
  'logs.metric-none': { en: 'nothing to make it of', fr: 'rien à mesurer' },
  'logs.metric-part': {
    en: 'only {duration} of it is known',
    fr: 'connue sur {duration} seulement',
  },
  'logs.metric-unfollowed': {
    en: 'not followed now: what comes is not counted',
    fr: 'non suivie : ce qui arrive n’est pas compté',
  },
  'logs.metric-crowded': {
    en: 'more values than can be told apart: some counts are too small',
    fr: 'plus de valeurs qu’on ne peut en distinguer : certains comptes sont trop faibles',
  },
  'logs.metric-no-key': { en: 'no value was met', fr: 'aucune valeur rencontrée' },
  'logs.pii': { en: 'Personal data', fr: 'Données personnelles' },
  'logs.pii-about': {
    en: 'Looks through what was kept for e-mail addresses, phone numbers, cards, IBANs, tokens and keys. What is masked does not count; what is found is never shown in full here.',
    fr: 'Cherche dans ce qui est conservé : adresses e-mail, numéros de téléphone, cartes, IBAN, jetons et clés. Ce qui est masqué ne compte pas ; rien n’est montré ici en entier.',
  },
  'logs.pii-span': { en: 'Look through', fr: 'Parcourir' },
  'logs.pii-minutes': {
    en: '{minutes, plural, one {the last minute} other {the last # minutes}}',
    fr: '{minutes, plural, one {la dernière minute} other {les # dernières minutes}}',
  },
  'logs.pii-all': { en: 'all that is kept', fr: 'tout ce qui est conservé' },
  'logs.pii-look': { en: 'Look for it', fr: 'Chercher' },
  'logs.pii-stop': { en: 'Stop', fr: 'Arrêter' },
  'logs.pii-looking': {
    en: '{lines, plural, one {# line} other {# lines}} so far',
    fr: '{lines, plural, one {# ligne} other {# lignes}} pour l’instant',
  },
  'logs.pii-clean': { en: 'nothing found', fr: 'rien trouvé' },
  'logs.pii-found': {
    en: '{count, plural, one {# place} other {# places}}',
    fr: '{count, plural, one {# endroit} other {# endroits}}',
  },
  'logs.pii-no-lines': { en: 'no line to look through', fr: 'aucune ligne à parcourir' },
  'logs.pii-looked': {
    en: '{lines, plural, one {in # line} other {in # lines}}',
    fr: '{lines, plural, one {dans # ligne} other {dans # lignes}}',
  },
  'logs.pii-stopped': {
    en: 'stopped: older lines were not looked through',
    fr: 'arrêté : les lignes plus anciennes n’ont pas été parcourues',
  },
  'logs.pii-shown': {
    en: 'the newest {shown} of them:',
    fr: 'les {shown} plus récents :',
  },
  'logs.pii-keep': { en: 'Keep as evidence', fr: 'Garder comme preuve' },
  'logs.pii-evidence': { en: 'What was found', fr: 'Ce qui a été trouvé' },
  'logs.pii-keep-title': {
    en: 'Keep this search as evidence',
    fr: 'Garder cette recherche comme preuve',
  },
  'logs.pii-keep-about': {
    en: 'The kept lines are looked through once more, now; the verdict and what was found, masked, go into the item’s history.',
    fr: 'Les lignes conservées sont parcourues une nouvelle fois, maintenant ; le verdict et ce qui est trouvé, masqué, entrent dans l’historique du point.',
  },
  'logs.pii-file': { en: 'Look in a file…', fr: 'Chercher dans un fichier…' },
  'logs.pii-file-progress': { en: 'How much of the file was read', fr: 'Part du fichier déjà lue' },
  'logs.pii-file-stopped': {
    en: 'stopped: the rest of the file was not looked through',
    fr: 'arrêté : le reste du fichier n’a pas été parcouru',
  },
  'logs.pii-file-line': { en: 'line {line}', fr: 'ligne {line}' },
  'logs.pii-kind.email': {
    en: '{count, plural, one {# e-mail address} other {# e-mail addresses}}',
    fr: '{count, plural, one {# adresse e-mail} other {# adresses e-mail}}',
  },
  'logs.pii-kind.phone': {
    en: '{count, plural, one {# phone number} other {# phone numbers}}',
    fr: '{count, plural, one {# numéro de téléphone} other {# numéros de téléphone}}',
  },
  'logs.pii-kind.card': {
    en: '{count, plural, one {# card} other {# cards}}',
    fr: '{count, plural, one {# carte} other {# cartes}}',
  },
  'logs.pii-kind.iban': {
    en: '{count, plural, one {# IBAN} other {# IBANs}}',
    fr: '{count, plural, one {# IBAN} other {# IBAN}}',
  },
  'logs.pii-kind.token': {
    en: '{count, plural, one {# token} other {# tokens}}',
    fr: '{count, plural, one {# jeton} other {# jetons}}',
  },
  'logs.pii-kind.key': {
    en: '{count, plural, one {# key} other {# keys}}',
    fr: '{count, plural, one {# clé} other {# clés}}',
  },
} as const
