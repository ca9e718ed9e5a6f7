/** What tails can say. */
export const tailMessages = {
  'tail.ended': {
    en: 'What was followed has ended. {detail}',
    fr: 'Ce qui était suivi s’est terminé. {detail}',
  },
  'tail.failed': {
    en: 'It ended with code {exitCode, number}. {detail}',
    fr: 'Terminé avec le code {exitCode, number}. {detail}',
  },
  'tail.changes-target': {
    en: '“{title}” runs a command that may change its target: it is not followed.',
    fr: '« {title} » lance une commande qui peut modifier sa cible : elle n’est pas suivie.',
  },
  'tail.lost-link': {
    en: 'The source is not followed any more; it is being taken up again.',
    fr: 'La source n’est plus suivie ; reprise en cours.',
  },
  'tail.skew': {
    en: 'The clock of this source is {seconds, number} s ahead of this machine’s; its times are corrected.',
    fr: 'L’horloge de cette source est en avance de {seconds, number} s sur celle de cet ordinateur ; ses heures sont corrigées.',
  },
  'tail.disk-back': {
    en: '{lines, plural, one {# line was lost: the disk did not take it} other {# lines were lost: the disk did not take them}}.',
    fr: '{lines, plural, one {# ligne perdue : le disque ne l’a pas prise} other {# lignes perdues : le disque ne les a pas prises}}.',
  },
  'tail.gap.fly': {
    en: 'Fly repeats only the last lines: some that came while the link was down may be missing here.',
    fr: 'Fly ne répète que les dernières lignes : il peut en manquer ici, émises pendant la coupure.',
  },
  'tail.gap.command': {
    en: 'What the command wrote while it was not running here is missing.',
    fr: 'Ce que la commande a écrit pendant la coupure manque ici.',
  },
  'tail.gap.truncated': {
    en: '{path} was cut short; lines written just before may be missing.',
    fr: '{path} a été tronqué ; des lignes écrites juste avant peuvent manquer.',
  },
  'tail.gap.rotated-away': {
    en: '{path} was rotated away while nobody followed it; its last lines may be missing.',
    fr: '{path} a été archivé alors que personne ne le suivait ; ses dernières lignes peuvent manquer.',
  },
  'tail.no-file': {
    en: 'There is no file {path} yet; it is waited for.',
    fr: 'Le fichier {path} n’existe pas encore ; il est attendu.',
  },
  'tail.gap.unreadable': {
    en: '{path} may not be read by this user.',
    fr: '{path} n’est pas lisible par cet utilisateur.',
  },
  'tail.pii.found': {
    en: '{count, plural, one {# place holds} other {# places hold}} personal data or keys, in {lines, plural, one {# line} other {# lines}}.',
    fr: '{count, plural, one {# endroit contient} other {# endroits contiennent}} des données personnelles ou des clés, sur {lines, plural, one {# ligne} other {# lignes}}.',
  },
  'tail.pii.clean': {
    en: 'Nothing in {lines, plural, one {# line} other {# lines}}.',
    fr: 'Rien sur {lines, plural, one {# ligne} other {# lignes}}.',
  },
  'tail.pii.no-lines': {
    en: 'There was no line to look through.',
    fr: 'Aucune ligne à parcourir.',
  },
  'tail.pii.part': {
    en: 'Nothing was found, but not all of this time is known: a source was not followed all along, or lines are gone.',
    fr: 'Rien n’a été trouvé, mais toute la durée n’est pas connue : une source n’a pas été suivie de bout en bout, ou des lignes ont disparu.',
  },
  'tail.pii.cut': {
    en: 'Nothing was found, but {lines, plural, one {# line is} other {# lines are}} too long to be looked at whole.',
    fr: 'Rien n’a été trouvé, mais {lines, plural, one {# ligne est trop longue pour être parcourue entièrement} other {# lignes sont trop longues pour être parcourues entièrement}}.',
  },
  'tail.pii.not-text': {
    en: 'Nothing was found, but this file is no text: it may be compressed.',
    fr: 'Rien n’a été trouvé, mais ce fichier n’est pas du texte : il est peut-être compressé.',
  },
  'tail.pii.source-file': { en: 'File {name}', fr: 'Fichier {name}' },
  'tail.pii.source-kept': { en: 'All kept logs', fr: 'Tous les journaux conservés' },
  'tail.pii.source-window': {
    en: '{minutes, plural, one {Logs of the last minute} other {Logs of the last # minutes}}',
    fr: '{minutes, plural, one {Journaux de la dernière minute} other {Journaux des # dernières minutes}}',
  },
  'tail.pii.file-changed': {
    en: 'The file changed, or went away, while it was read. Choose it again.',
    fr: 'Le fichier a changé, ou disparu, pendant sa lecture. Choisissez-le de nouveau.',
  },
  'tail.pii.unknown-scan': {
    en: 'This scan is not known any more. Choose the file again.',
    fr: 'Cette recherche n’est plus connue. Choisissez le fichier à nouveau.',
  },
  'tail.pii.busy': {
    en: 'The part before is still being looked through.',
    fr: 'La partie précédente est encore en cours d’examen.',
  },
  'tail.holds-secret': {
    en: "A secret’s value is written here. Name it as $'{'secrets.NAME'}' instead.",
    fr: "La valeur d’un secret est écrite ici. Nommez-le plutôt $'{'secrets.NOM'}'.",
  },
  'tail.no-profile': {
    en: 'The profile of this run cannot be read, so nothing can be followed.',
    fr: 'Le profil de cette exécution est illisible : rien ne peut être suivi.',
  },
  'tail.bad-source': {
    en: 'This cannot be followed: {path} {problem}',
    fr: 'Ceci ne peut pas être suivi : {path} {problem}',
  },
  'tail.not-added': {
    en: 'No source of that name was added to this run.',
    fr: 'Aucune source de ce nom n’a été ajoutée à cette exécution.',
  },
  'tail.none': {
    en: 'This runbook has no tail.',
    fr: 'Ce runbook ne contient aucun journal à suivre.',
  },
  'tail.filter.syntax': {
    en: 'This part of the filter cannot be read. Try a word, "some words", /regex/, level>=warn or field=value.',
    fr: 'Cette partie du filtre est illisible. Essayez un mot, "des mots", /regex/, level>=warn ou champ=valeur.',
  },
  'tail.filter.level': {
    en: '“{value}” is no level. The levels are {levels}.',
    fr: '« {value} » n’est pas un niveau. Les niveaux sont {levels}.',
  },
  'tail.filter.number': {
    en: '{field} is compared with “{value}”, which is no number.',
    fr: '{field} est comparé à « {value} », qui n’est pas un nombre.',
  },
  'regex.invalid': {
    en: 'This regular expression does not compile: {detail}',
    fr: 'Cette expression régulière est invalide : {detail}',
  },
  'regex.not-linear': {
    en: 'Look-ahead, look-behind and back-references are not available in regular expressions here: one of them could hold everything up.',
    fr: 'Les assertions avant et arrière et les références arrière ne sont pas disponibles dans les expressions régulières : une seule pourrait tout bloquer.',
  },
  'regex.too-large': {
    en: 'This regular expression repeats too much: with all its counts written out, it is too large.',
    fr: 'Cette expression régulière répète trop : une fois tous ses comptes développés, elle est trop grande.',
  },
  'tail.metric.sign': {
    en: 'This cannot be read here. Try count(event=sent), avg(duration) WHERE event=sent, p95(duration) or group by tenant, count(*).',
    fr: 'Ceci est illisible ici. Essayez count(event=sent), avg(duration) WHERE event=sent, p95(duration) ou group by tenant, count(*).',
  },
  'tail.metric.function': {
    en: 'One of count, rate, avg, min, max, sum or a quantile such as p95 belongs here.',
    fr: 'Il faut ici count, rate, avg, min, max, sum ou un quantile comme p95.',
  },
  'tail.metric.expected': { en: '“{sign}” is missing here.', fr: 'Il manque « {sign} » ici.' },
  'tail.metric.by': {
    en: '“by” is missing after “group”.',
    fr: 'Il manque « by » après « group ».',
  },
  'tail.metric.field': {
    en: 'The name of a field belongs here.',
    fr: 'Il faut ici le nom d’un champ.',
  },
  'tail.metric.condition': {
    en: 'A condition such as event=sent, or the name of a pattern, belongs here.',
    fr: 'Il faut ici une condition comme event=sent, ou le nom d’un motif.',
  },
  'tail.metric.value': { en: 'A value belongs here.', fr: 'Il faut ici une valeur.' },
  'tail.metric.pattern': {
    en: 'This tail has no pattern “{pattern}”; a condition is written {pattern}=value.',
    fr: 'Ce journal n’a pas de motif « {pattern} » ; une condition s’écrit {pattern}=valeur.',
  },
  'tail.metric.group-count': {
    en: 'Groups are told by how often they are met: write group by field, count(…).',
    fr: 'Les groupes se comptent : écrivez group by champ, count(…).',
  },
  'tail.metric.limit': {
    en: 'The limit is a whole number from 1 to 50.',
    fr: 'La limite est un nombre entier de 1 à 50.',
  },
  'tail.metric.limit-group': {
    en: 'A limit belongs to group by.',
    fr: 'Une limite va avec group by.',
  },
  'tail.looks-back': {
    en: 'This looks back over {seconds, number} s of “{tail}”, which is followed since this command began: waiting for {most, number} s at most (--for).',
    fr: 'Ce contrôle regarde les {seconds, number} dernières secondes de « {tail} », suivi depuis le début de cette commande : attente de {most, number} s au plus (--for).',
  },
  'tail.metric.rest': {
    en: 'The query ends before this.',
    fr: 'La requête se termine avant ceci.',
  },
  'tail.metric.deep': {
    en: 'This is nested too deeply.',
    fr: 'Ceci est imbriqué trop profondément.',
  },
} as const
