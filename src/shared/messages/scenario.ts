/** What scenarios can say. */
export const scenarioMessages = {
  'scenario.no-action': {
    en: 'This step does nothing. It needs one of: {expected}.',
    fr: 'Cette étape ne fait rien. Il lui faut l’un de : {expected}.',
  },
  'scenario.two-actions': {
    en: 'A step does one thing only; this one has {found}.',
    fr: 'Une étape ne fait qu’une chose ; celle-ci contient {found}.',
  },
  'scenario.option': {
    en: '“{option}” goes with: {owner}.',
    fr: '« {option} » va avec : {owner}.',
  },
  'scenario.no-item': {
    en: 'This scenario belongs to no step of the checklist: put it under one, or name it with “item”.',
    fr: 'Ce scénario n’appartient à aucun point : placez-le sous un point, ou nommez-le avec « item ».',
  },
  'scenario.unknown-item': {
    en: 'There is no item “{item}”.',
    fr: 'Il n’y a pas de point « {item} ».',
  },
  'scenario.duplicate-id': {
    en: 'Another scenario is already called “{id}”.',
    fr: 'Un autre scénario s’appelle déjà « {id} ».',
  },
  'scenario.unknown-tail': {
    en: 'There is no tail “{tail}” in this runbook.',
    fr: 'Ce runbook n’a pas de journal « {tail} ».',
  },
  'scenario.not-captured': {
    en: 'No step before this one captures “{name}”.',
    fr: 'Aucune étape précédente ne capture « {name} ».',
  },
  'scenario.unknown': {
    en: 'There is no scenario “{id}” in this runbook.',
    fr: 'Ce runbook n’a pas de scénario « {id} ».',
  },
  'scenario.not-here': {
    en: 'This scenario may not run in the environment “{environment}”; it may in: {allowed}.',
    fr: 'Ce scénario ne peut pas être joué dans l’environnement « {environment} » ; il peut l’être dans : {allowed}.',
  },
  'scenario.running': {
    en: 'A scenario of this run is under way: wait for its end, or cancel it.',
    fr: 'Un scénario de cette exécution est en cours : attendez sa fin ou annulez-le.',
  },
  'scenario.not-asking': {
    en: 'Nothing is being asked at the moment.',
    fr: 'Rien n’est demandé en ce moment.',
  },
  'scenario.not-waiting': {
    en: 'It is not waiting to go on.',
    fr: 'Il n’attend pas pour continuer.',
  },
  'scenario.not-yet': {
    en: 'Not yet: {condition}; found {facts}. {seconds, number} s left.',
    fr: 'Pas encore : {condition} ; constaté : {facts}. Il reste {seconds, number} s.',
  },
  'scenario.looking-again': {
    en: 'Looking again; {seconds, number} s left.',
    fr: 'Nouvel essai ; il reste {seconds, number} s.',
  },
  'scenario.repeated': {
    en: '{done, number} of {times, number}.',
    fr: '{done, number} sur {times, number}.',
  },
  'scenario.seen-so-far': {
    en: '{times, plural, =0 {{count, plural, =0 {Not seen so far} other {Seen # times}}} other {{count, number} of {times, number} seen}}; {seconds, number} s left.',
    fr: '{times, plural, =0 {{count, plural, =0 {Pas vu jusqu’ici} other {Vu # fois}}} other {{count, number} sur {times, number} vu}} ; il reste {seconds, number} s.',
  },
  'scenario.needs-confirmation': {
    en: '“{title}” changes its target. Look at its steps and agree to them first.',
    fr: '« {title} » modifie sa cible. Relisez ses étapes et donnez d’abord votre accord.',
  },
  'scenario.wrong-words': {
    en: 'To run “{title}”, type {words}.',
    fr: 'Pour jouer « {title} », saisissez {words}.',
  },
  'scenario.passed': {
    en: '{steps, plural, one {# step held} other {# steps held}}.',
    fr: '{steps, plural, one {# étape tenue} other {# étapes tenues}}.',
  },
  'scenario.set-up-failed': {
    en: 'It could not be set up: see “{title}”.',
    fr: 'La mise en place a échoué : voir « {title} ».',
  },
  'scenario.clean-up-failed': {
    en: 'The clean-up did not succeed: see “{title}”.',
    fr: 'Le nettoyage n’a pas abouti : voir « {title} ».',
  },
  'scenario.cleaned-up': {
    en: 'Only the clean-up was done; it held.',
    fr: 'Seul le nettoyage a été fait ; il a tenu.',
  },
  'scenario.cancelled': {
    en: 'Cancelled.',
    fr: 'Annulé.',
  },
  'scenario.waited': {
    en: 'Waited {seconds, number} s.',
    fr: 'Attente de {seconds, number} s.',
  },
  'scenario.answered': {
    en: '{by} says: {answer, select, passed {it holds} failed {it does not hold} other {cannot say}}. {note}',
    fr: '{by} répond : {answer, select, passed {c’est bon} failed {ce n’est pas bon} other {impossible à dire}}. {note}',
  },
  'scenario.more-dangerous': {
    en: 'With the values captured meanwhile this step would do more than what was agreed to.',
    fr: 'Avec les valeurs capturées entre-temps, cette étape ferait plus que ce qui a été accepté.',
  },
  'scenario.nobody-to-ask': {
    en: 'Nobody is there to be asked.',
    fr: 'Personne n’est là pour répondre.',
  },
  'scenario.capture-missing': {
    en: '“{name}” was to be taken from {from}, and is not there.',
    fr: '« {name} » devait être repris de {from}, et ne s’y trouve pas.',
  },
  'scenario.log-seen': {
    en: '{match} was seen {count, plural, one {once} other {# times}} in {tail}.',
    fr: '{match} vu {count, plural, one {une fois} other {# fois}} dans {tail}.',
  },
  'scenario.log-never-seen': {
    en: '{match} was not seen in {tail}, which was read without a hole.',
    fr: '{match} non vu dans {tail}, lu sans trou.',
  },
  'scenario.log-not-seen': {
    en: '{match} was expected in {tail} within {seconds, number} s, and was not seen.',
    fr: '{match} était attendu dans {tail} sous {seconds, number} s, et n’a pas été vu.',
  },
  'scenario.log-wrong-count': {
    en: '{match} was expected {times, plural, =0 {never} one {once} other {# times}} in {tail}, and was seen {count, plural, one {once} other {# times}}.',
    fr: '{match} attendu {times, plural, =0 {zéro fois} one {une fois} other {# fois}} dans {tail}, vu {count, plural, one {une fois} other {# fois}}.',
  },
  'scenario.log-not-whole': {
    en: '{tail} was not read without a hole all along: that {match} was not seen proves nothing.',
    fr: '{tail} n’a pas été lu sans trou du début à la fin : que {match} n’ait pas été vu ne prouve rien.',
  },
  'scenario.log-no-tail': {
    en: 'This run does not follow {tail}.',
    fr: 'Cette exécution ne suit pas {tail}.',
  },
} as const
