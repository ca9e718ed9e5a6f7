/** What reading a runbook, its repairs and its expectations has to say. */
export const runbookMessages = {
  'runbook.tail-no-source': {
    en: 'A tail needs one source: {expected}.',
    fr: 'Un journal suivi demande une source : {expected}.',
  },
  'runbook.tail-two-sources': {
    en: 'A tail has exactly one source of {expected}; write a second tail for the other.',
    fr: 'Un journal suivi a exactement une source parmi {expected} ; écrivez-en un second pour l’autre.',
  },
  'runbook.tail-option': {
    en: '“{option}” belongs to “{owner}”, which is not the source of this tail.',
    fr: '« {option} » va avec « {owner} », qui n’est pas la source de ce journal.',
  },
  'runbook.tail-duplicate-id': {
    en: 'Another one already has the id “{id}”.',
    fr: 'Un autre porte déjà l’identifiant « {id} ».',
  },
  'runbook.log-no-tail': {
    en: 'There is no tail “{tail}” in this runbook.',
    fr: 'Ce runbook ne contient pas de journal « {tail} ».',
  },
  'runbook.log-no-metric': {
    en: 'Tail “{tail}” has no metric “{metric}”.',
    fr: 'Le journal « {tail} » n’a pas de mesure « {metric} ».',
  },
  'runbook.log-metric-expect': {
    en: 'Say what “{metric}” must be, such as expect: value < 500.',
    fr: 'Dites ce que « {metric} » doit valoir, par exemple expect: value < 500.',
  },
  'runbook.log-no-pattern': {
    en: 'Tail “{tail}” has no pattern “{pattern}”.',
    fr: 'Le journal « {tail} » n’a pas de motif « {pattern} ».',
  },
  'expectation.unknown-fact': {
    en: '“{name}” is not a fact of this probe.',
    fr: '« {name} » n’est pas un fait de cette sonde.',
  },
  'expectation.unknown-function': {
    en: 'There is no function “{name}”.',
    fr: 'Il n’existe pas de fonction « {name} ».',
  },
  'expectation.no-field': {
    en: 'A {type} has no field “{field}”.',
    fr: 'Une valeur de type {type} n’a pas de champ « {field} ».',
  },
  'expectation.no-overload': {
    en: 'These types do not go together: {call}.',
    fr: 'Ces types ne vont pas ensemble : {call}.',
  },
  'expectation.not-iterable': {
    en: 'A {type} has no elements to go through.',
    fr: 'Une valeur de type {type} n’a pas d’éléments à parcourir.',
  },
  'expectation.not-a-condition': {
    en: 'An expectation is true or false; this one is a {type}.',
    fr: 'Une attente est vraie ou fausse ; celle-ci est de type {type}.',
  },
  'expectation.single-equals': {
    en: 'Found “=”. To compare, write “==”.',
    fr: '« = » trouvé. Pour comparer, écrivez « == ».',
  },
  'expectation.unfinished': {
    en: 'The expectation stops before its end.',
    fr: 'L’attente s’arrête avant la fin.',
  },
  'expectation.syntax': {
    en: 'Cannot read the expectation from “{found}” on.',
    fr: 'L’attente est illisible à partir de « {found} ».',
  },
  'expectation.too-long': {
    en: 'The expectation is longer than {limit, number} characters.',
    fr: 'L’attente dépasse {limit, number} caractères.',
  },
  'expectation.too-large': {
    en: 'The expectation has more than {limit, number} parts.',
    fr: 'L’attente a plus de {limit, number} éléments.',
  },
  'expectation.too-deep': {
    en: 'The expectation is nested more than {limit, number} levels deep.',
    fr: 'L’attente est imbriquée sur plus de {limit, number} niveaux.',
  },
  'expectation.held': { en: 'As expected: {facts}', fr: 'Comme attendu : {facts}' },
  'expectation.broken': {
    en: 'Expected {condition}; found {facts}',
    fr: 'Attendu : {condition} ; constaté : {facts}',
  },
  'expectation.no-answer': {
    en: 'The target gave no usable answer: {error, select, refused {connection refused} reset {connection reset} closed {connection closed} timeout {no answer in time} denied {access denied} other {{error}}}.',
    fr: 'La cible n’a pas donné de réponse exploitable : {error, select, refused {connexion refusée} reset {connexion réinitialisée} closed {connexion fermée} timeout {pas de réponse à temps} denied {accès refusé} other {{error}}}.',
  },
  'expectation.missing-fact': {
    en: 'The measurement does not have “{name}”, which the expectation reads.',
    fr: 'La mesure n’a pas « {name} », que l’attente lit.',
  },
  'expectation.too-costly': {
    en: 'The expectation costs too much to evaluate on this answer.',
    fr: 'L’attente coûte trop cher à évaluer sur cette réponse.',
  },
  'expectation.not-a-number': {
    en: 'The expectation divides by zero: a limit that it compares with is zero or not set.',
    fr: 'L’attente divise par zéro : une limite à laquelle elle compare est nulle ou n’est pas fixée.',
  },
  'expectation.evaluation-error': {
    en: 'The expectation could not be evaluated: {detail}',
    fr: 'L’attente n’a pas pu être évaluée : {detail}',
  },
  'expectation.not-a-verdict': {
    en: 'The expectation gave neither true nor false.',
    fr: 'L’attente n’a donné ni vrai ni faux.',
  },
  'expectation.not-evaluable': {
    en: 'The expectation cannot be read.',
    fr: 'L’attente est illisible.',
  },
  'repair.windows-1252-misread': {
    en: '{count, plural, one {One character had} other {# characters had}} been read as Windows-1252 and {count, plural, one {was} other {were}} read as meant again.',
    fr: '{count, plural, one {Un caractère avait été lu} other {# caractères avaient été lus}} comme du Windows-1252, puis {count, plural, one {relu comme il se doit} other {relus comme il se doit}}.',
  },
  'repair.mac-roman': {
    en: '{count, plural, one {# character} other {# characters}} had been read as Mac Roman and read as meant again.',
    fr: '{count, plural, one {# caractère avait été lu} other {# caractères avaient été lus}} comme du Mac Roman : texte rétabli.',
  },
  'repair.utf-16': { en: 'Read as UTF-16.', fr: 'Lu comme de l’UTF-16.' },
  'repair.bom': {
    en: 'A byte order mark was left out.',
    fr: 'Une marque d’ordre des octets a été ignorée.',
  },
  'repair.crlf': {
    en: '{count, plural, one {# Windows line end} other {# Windows line ends}} read as plain ones.',
    fr: '{count, plural, one {# fin de ligne Windows lue} other {# fins de ligne Windows lues}} comme une fin de ligne simple.',
  },
  'repair.literal-newlines': {
    en: 'The document was one line: {count, plural, one {# spelt-out “\\n”} other {# spelt-out “\\n”}} read as line breaks.',
    fr: 'Le document tenait sur une ligne : {count, plural, one {# « \\n » lu comme un saut de ligne} other {# « \\n » lus comme des sauts de ligne}}.',
  },
  'repair.stray-quote': {
    en: '{count, plural, one {# stray quotation mark} other {# stray quotation marks}} left out.',
    fr: '{count, plural, one {# guillemet isolé ignoré} other {# guillemets isolés ignorés}}.',
  },
  'repair.windows-1252': {
    en: '{count, plural, one {# byte} other {# bytes}} read as Windows-1252.',
    fr: '{count, plural, one {# octet lu} other {# octets lus}} comme du Windows-1252.',
  },
  'repair.nul': {
    en: '{count, plural, one {# NUL character} other {# NUL characters}} left out.',
    fr: '{count, plural, one {# caractère NUL ignoré} other {# caractères NUL ignorés}}.',
  },
  'runbook.yaml': {
    en: 'This is not valid YAML: {detail}',
    fr: 'Ce YAML n’est pas valide : {detail}',
  },
  'runbook.unknown-key': {
    en: 'Found “{found}”; expected one of: {expected}.',
    fr: '« {found} » trouvé ; attendu, l’un de : {expected}.',
  },
  'runbook.missing-key': {
    en: '“{key}” is missing; expected: {expected}.',
    fr: '« {key} » manque ; attendu : {expected}.',
  },
  'runbook.bad-value': {
    en: '{key}: found {found}; expected: {expected}.',
    fr: '{key} : {found} trouvé ; attendu : {expected}.',
  },
  'runbook.check-not-a-map': {
    en: 'A check names one probe: {probes}.',
    fr: 'Une vérification nomme une sonde : {probes}.',
  },
  'runbook.check-no-probe': {
    en: 'This check has no probe; expected one of: {probes}.',
    fr: 'Cette vérification n’a pas de sonde ; attendu, l’une de : {probes}.',
  },
  'runbook.check-two-probes': {
    en: 'A check has one probe; found: {probes}.',
    fr: 'Une vérification a une seule sonde ; trouvé : {probes}.',
  },
  'runbook.check-without-item': {
    en: 'This check belongs to no item: indent it under one, or give it a title.',
    fr: 'Cette vérification n’appartient à aucun point : décalez-la sous un point, ou donnez-lui un titre.',
  },
  'runbook.gate-check-or-item': {
    en: 'A criterion names one thing: a check, an item, a budget or readiness.',
    fr: 'Un critère nomme une seule chose : un contrôle (check), un point (item), un budget ou la préparation (readiness).',
  },
  'runbook.gate-unknown-item': {
    en: 'There is no item or check “{name}” in this runbook.',
    fr: 'Il n’y a ni point ni contrôle « {name} » dans ce runbook.',
  },
  'runbook.gate-not-watched': {
    en: '“{name}” has no check with “every:”, so it has no history to judge.',
    fr: '« {name} » n’a pas de contrôle avec « every: », donc pas d’historique à juger.',
  },
  'runbook.gate-which-check': {
    en: '“{name}” has several checks that are watched; name one of: {expected}.',
    fr: '« {name} » a plusieurs contrôles surveillés ; nommez l’un de : {expected}.',
  },
  'runbook.gate-too-few': {
    en: 'It could never be GO: {minSamples} looks are asked for, and the window holds {possible} at most.',
    fr: 'Le GO serait impossible : {minSamples} mesures demandées, et la fenêtre en contient {possible} au plus.',
  },
  'runbook.gate-long-percentile': {
    en: '{name}: percentiles of a measure are told over {hours} h at most; take a shorter `window`, or `max`.',
    fr: '{name} : les centiles d’une mesure se lisent sur {hours} h au plus ; prenez une `window` plus courte, ou `max`.',
  },
  'runbook.gate-nothing-blocks': {
    en: 'Every criterion is advisory: this gate would decide nothing.',
    fr: 'Tous les critères sont indicatifs : ce jalon ne déciderait de rien.',
  },
  'runbook.gate-duplicate-id': {
    en: 'Another gate already has the id “{id}”.',
    fr: 'Un autre jalon porte déjà l’identifiant « {id} ».',
  },
  'runbook.budget-duplicate-id': {
    en: 'Another budget already has the id “{id}”.',
    fr: 'Un autre budget porte déjà l’identifiant « {id} ».',
  },
  'runbook.budget-latency-counters': {
    en: '“latency” is for looks; counters already say what is bad.',
    fr: '« latency » vaut pour les mesures ; les compteurs disent déjà ce qui est en échec.',
  },
  'runbook.budget-unknown-fact': {
    en: '“{check}” gives no number “{name}”.',
    fr: '« {check} » ne donne aucun nombre « {name} ».',
  },
  'runbook.gate-unknown-budget': {
    en: 'There is no budget “{name}” in this runbook.',
    fr: 'Il n’y a pas de budget « {name} » dans ce runbook.',
  },
  'runbook.unknown-fence': {
    en: 'Found “{found}”; expected one of: {expected}.',
    fr: '« {found} » trouvé ; attendu, l’un de : {expected}.',
  },
  'runbook.duplicate-id': {
    en: 'The id “{id}” is already taken; this item got another.',
    fr: 'L’identifiant « {id} » est déjà pris ; ce point en a reçu un autre.',
  },
  'runbook.unknown-attribute': {
    en: 'Found “{found}”; an item takes #id, .blocking, .tag, owner= and due=.',
    fr: '« {found} » trouvé ; un point accepte #id, .blocking, .étiquette, owner= et due=.',
  },
  'runbook.bad-due': {
    en: 'Found “{found}”; expected a time relative to T0, such as T-15m, T+1h30 or J-2.',
    fr: '« {found} » trouvé ; attendu, un moment relatif à T0, tel que T-15m, T+1h30 ou J-2.',
  },
  'runbook.older-fly': {
    en: '“{older}” is from an older Fly CLI; today: {today}',
    fr: '« {older} » date d’une ancienne CLI Fly ; aujourd’hui : {today}',
  },
  'runbook.memory-check': {
    en: 'The command as written does not show the limit of memory. The check runs “{asked}” and compares used_memory with maxmemory; where no limit is set, its verdict is unknown.',
    fr: 'La commande telle qu’écrite ne montre pas la limite de mémoire. La vérification exécute « {asked} » et compare used_memory à maxmemory ; sans limite fixée, son verdict est inconnu.',
  },
  'runbook.http-check': {
    en: 'curl does not show the HTTP status by itself. The check runs: {asked}',
    fr: 'curl ne montre pas de lui-même le code HTTP. La vérification exécute : {asked}',
  },
  'runbook.unreadable-line': {
    en: 'This line is too deeply nested, or too dense in marks, to be read; it was left out.',
    fr: 'Cette ligne est trop imbriquée, ou trop chargée de marques, pour être lue ; elle a été ignorée.',
  },
  'runbook.not-text': {
    en: 'This does not look like a text: it may be a picture, an archive or a PDF. Export it as Markdown or plain text, then open that.',
    fr: 'Ceci ne ressemble pas à un texte : c’est peut-être une image, une archive ou un PDF. Exportez-le en Markdown ou en texte brut, puis ouvrez ce fichier.',
  },
  'runbook.no-items': {
    en: 'No item was found: no box, no list.',
    fr: 'Aucun point trouvé : ni case, ni liste.',
  },
} as const
