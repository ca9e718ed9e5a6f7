export const profileMessages = {
  'profile.not-yaml': {
    en: 'This is not readable as YAML: {problem}',
    fr: 'Ce texte n’est pas lisible comme du YAML : {problem}',
  },
  'profile.not-a-mapping': {
    en: 'A profile is a list of settings such as “name: …” and “environment: …”.',
    fr: 'Un profil est une liste de réglages tels que « name: … » et « environment: … ».',
  },
  'profile.unknown-key': {
    en: '“{key}” is not a setting here. {suggestion, select, none {Possible: {known}.} other {Did you mean “{suggestion}”?}}',
    fr: '« {key} » n’est pas un réglage ici. {suggestion, select, none {Possibles : {known}.} other {Vouliez-vous dire « {suggestion} » ?}}',
  },
  'profile.unknown-host': {
    en: '“hosts” has no “{name}”. {suggestion, select, none {There are: {known}.} other {Did you mean “{suggestion}”?}}',
    fr: '« hosts » ne contient pas « {name} ». {suggestion, select, none {Il y a : {known}.} other {Vouliez-vous dire « {suggestion} » ?}}',
  },
  'profile.missing-key': {
    en: '“{key}” is missing.',
    fr: '« {key} » manque.',
  },
  'profile.wrong-type': {
    en: '“{key}” must be {expected, select, string {a text} number {a number} int {a whole number} boolean {true or false} object {a list of settings} record {a list of names and values} array {a list} other {of another kind}}.',
    fr: '« {key} » doit être {expected, select, string {un texte} number {un nombre} int {un nombre entier} boolean {true ou false} object {une liste de réglages} record {une liste de noms et de valeurs} array {une liste} other {d’une autre sorte}}.',
  },
  'profile.wrong-value': {
    en: '“{key}” must be one of: {expected}.',
    fr: '« {key} » doit être l’un de : {expected}.',
  },
  'profile.wrong-name': {
    en: '“{key}” is not a usable name: letters, digits, dots, dashes and underscores only.',
    fr: '« {key} » n’est pas un nom utilisable : lettres, chiffres, points, tirets et tirets bas seulement.',
  },
  'profile.empty': { en: '“{key}” is empty.', fr: '« {key} » est vide.' },
  'profile.wrong-number': {
    en: '“{key}” is too small or too large.',
    fr: '« {key} » est trop petit ou trop grand.',
  },
  'profile.not-one-kind': {
    en: '“{key}” must have exactly one of: {expected}.',
    fr: '« {key} » doit avoir un seul de : {expected}.',
  },
  'profile.invalid': {
    en: '{count, plural, one {The profile has a mistake} other {The profile has # mistakes}}, the first in line {line}.',
    fr: '{count, plural, one {Le profil a une erreur} other {Le profil a # erreurs}}, la première à la ligne {line}.',
  },
  'profile.not-found': {
    en: 'There is no profile named {name}.',
    fr: 'Il n’y a pas de profil nommé {name}.',
  },
  'profile.bad-name': {
    en: '“{name}” cannot name a profile: letters, digits, dots, dashes and underscores only.',
    fr: '« {name} » ne peut pas nommer un profil : lettres, chiffres, points, tirets et tirets bas seulement.',
  },
  'profile.written-password': {
    en: "The profile {name} has a password written in {path}. Give it as $'{'secrets.NAME'}' and name its source under “secrets”: a run keeps its profile’s text.",
    fr: "Le profil {name} contient un mot de passe en clair dans {path}. Remplacez-le par $'{'secrets.NOM'}' et indiquez sa source sous « secrets » : une exécution conserve le texte de son profil.",
  },
  'profile.not-written': {
    en: 'The profile {name} could not be written.',
    fr: 'Le profil {name} n’a pas pu être écrit.',
  },

  'secret.unknown': {
    en: 'The profile declares no secret named {name}.',
    fr: 'Le profil ne déclare pas de secret nommé {name}.',
  },
  'secret.env-unset': {
    en: 'The secret {name} comes from the environment variable {variable}, which Warroom was started without.',
    fr: 'Le secret {name} vient de la variable d’environnement {variable}, absente au démarrage de Warroom.',
  },
  'secret.file-unreadable': {
    en: 'The secret {name} comes from the file {file}, which cannot be read.',
    fr: 'Le secret {name} vient du fichier {file}, qui ne peut pas être lu.',
  },
  'secret.file-empty': {
    en: 'The secret {name} comes from the file {file}, whose first line is empty.',
    fr: 'Le secret {name} vient du fichier {file}, dont la première ligne est vide.',
  },
  'secret.command-failed': {
    en: 'The command that gives the secret {name} failed with exit code {exitCode}.',
    fr: 'La commande qui donne le secret {name} a échoué avec le code {exitCode}.',
  },
  'secret.command-empty': {
    en: 'The command that gives the secret {name} printed nothing.',
    fr: 'La commande qui donne le secret {name} n’a rien affiché.',
  },
  'secret.command-timeout': {
    en: 'The command that gives the secret {name} did not end within {seconds} s. Is its password manager locked?',
    fr: 'La commande qui donne le secret {name} n’a pas fini en {seconds} s. Son gestionnaire de mots de passe est-il verrouillé ?',
  },
  'secret.command-not-run': {
    en: 'The command that gives the secret {name} could not be run.',
    fr: 'La commande qui donne le secret {name} n’a pas pu être lancée.',
  },
  'secret.vault-empty': {
    en: 'Warroom’s vault holds no value for the secret {name}. Type it in, in the profile.',
    fr: 'Le coffre de Warroom ne contient pas le secret {name}. Saisissez-le dans le profil.',
  },
  'secret.vault-unreadable': {
    en: 'Warroom’s vault cannot open the secret {name}: it was sealed by another user or another machine. Type it in again.',
    fr: 'Le coffre de Warroom ne peut pas ouvrir le secret {name} : il a été scellé par un autre utilisateur ou sur un autre poste. Saisissez-le de nouveau.',
  },
  'secret.memory-only': {
    en: 'This machine has no keyring: secrets typed in are forgotten when Warroom closes.',
    fr: 'Ce poste n’a pas de trousseau de clés : les secrets saisis sont oubliés à la fermeture de Warroom.',
  },

  'secret.not-kept': {
    en: 'The secret {name} could not be put into the vault.',
    fr: 'Le secret {name} n’a pas pu être mis dans le coffre.',
  },

  'target.passed': {
    en: '{target} answers, in {milliseconds, number} ms.',
    fr: '{target} répond, en {milliseconds, number} ms.',
  },
  'target.http-status': {
    en: '{target} answers, with status {status}, in {milliseconds, number} ms.',
    fr: '{target} répond, avec le statut {status}, en {milliseconds, number} ms.',
  },
  'target.failed': {
    en: '{target} does not answer as it should: {error}.',
    fr: '{target} ne répond pas comme il faut : {error}.',
  },
  'target.secret-set': {
    en: 'The secret {name} has a value of {length, plural, one {# character} other {# characters}}.',
    fr: 'Le secret {name} a une valeur de {length, plural, one {# caractère} other {# caractères}}.',
  },
} as const
