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
    en: 'This scenario may not run in {environment}; it may in {allowed, select, practice_staging {practice and staging} practice_production {practice and production} staging_production {staging and production} other {{allowed}}}.',
    fr: 'Ce scénario ne peut pas être joué en {environment, select, production {production} staging {préproduction} other {entraînement}} ; il peut l’être en {allowed, select, practice {entraînement} staging {préproduction} practice_staging {entraînement et en préproduction} practice_production {entraînement et en production} staging_production {préproduction et en production} other {production}}.',
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
    en: 'It does not wait before this step, or no longer does.',
    fr: 'Il n’attend pas avant cette étape, ou n’attend plus.',
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
    fr: '{times, plural, =0 {{count, plural, =0 {Pas vu jusqu’ici} other {Vu # fois}}} one {{count, number} sur 1 vu} other {{count, number} sur {times, number} vus}} ; il reste {seconds, number} s.',
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
  'scenario.cleaned-up-after': {
    en: 'It was interrupted when Warroom ended; its clean-up was done afterwards, and held.',
    fr: 'Il a été interrompu quand Warroom s’est arrêté ; son nettoyage a été fait ensuite, et a tenu.',
  },
  'scenario.left-unknown': {
    en: 'What its clean-up was to be is not recorded.',
    fr: 'Ce que devait être son nettoyage n’est pas enregistré.',
  },
  'scenario.left-elsewhere': {
    en: 'It was begun in another Warroom, which may still be cleaning up: look there, then clean up from here.',
    fr: 'Il a été commencé dans un autre Warroom, qui est peut-être encore en train de nettoyer : vérifiez là-bas, puis nettoyez d’ici.',
  },
  'scenario.left-cleaning': {
    en: 'The clean-up itself was interrupted: how far it came is not known.',
    fr: 'Le nettoyage lui-même a été interrompu : on ne sait pas jusqu’où il est allé.',
  },
  'scenario.left-captured': {
    en: 'The clean-up needs “{name}”, which was lost when Warroom ended.',
    fr: 'Le nettoyage a besoin de « {name} », perdu quand Warroom s’est arrêté.',
  },
  'scenario.left-old': {
    en: 'It was begun more than 12 hours ago.',
    fr: 'Il a été commencé il y a plus de 12 heures.',
  },
  'scenario.left-changed': {
    en: 'The clean-up would not be what was agreed to.',
    fr: 'Le nettoyage ne serait plus celui qui a été accepté.',
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
  'scenario.log-in-order': {
    en: 'All {count, number} were seen in {tail}, in this order.',
    fr: 'Les {count, number} ont été vus dans {tail}, dans cet ordre.',
  },
  'scenario.log-not-after': {
    en: '{match} was expected in {tail} after {after} within {seconds, number} s, and was not seen there.',
    fr: '{match} était attendu dans {tail} après {after} sous {seconds, number} s, et n’y a pas été vu.',
  },
  'scenario.log-one-of': {
    en: 'Say what is looked for: either “match” or “order”.',
    fr: 'Dites ce qui est cherché : soit « match », soit « order ».',
  },
  'scenario.order-alone': {
    en: '“{option}” does not go with “order”.',
    fr: '« {option} » ne va pas avec « order ».',
  },
  'scenario.captured-later': {
    en: 'This is watched from the beginning, when “{name}” is not captured yet.',
    fr: 'Ceci est observé dès le début, quand « {name} » n’est pas encore capturé.',
  },
  'scenario.queue-stands': {
    en: '{depth, number} in the queue, {peak, number} at most so far; {seconds, number} s left.',
    fr: '{depth, number} dans la file, {peak, number} au plus jusqu’ici ; il reste {seconds, number} s.',
  },
  'scenario.queue-not-seen': {
    en: 'The queue could not be seen when the scenario began.',
    fr: 'La file n’a pas pu être lue au début du scénario.',
  },
  'scenario.queue-moved': {
    en: 'The queue went from {base, number} up to {peak, number}, and stands at {depth, number}.',
    fr: 'La file est passée de {base, number} à {peak, number}, et en est à {depth, number}.',
  },
  'scenario.queue-passed-through': {
    en: '{added, plural, one {One job} other {# jobs}} passed through the queue, which stands at {depth, number}.',
    fr: '{added, plural, one {Une tâche est passée} other {# tâches sont passées}} par la file, qui en est à {depth, number}.',
  },
  'scenario.queue-not-back': {
    en: 'The queue did not come back: it stands at {depth, number}, with {peak, number} at most; {most, number} may stay.',
    fr: 'La file n’est pas redescendue : elle en est à {depth, number}, après {peak, number} au plus ; {most, number} peuvent rester.',
  },
  'scenario.queue-not-moved': {
    en: 'The queue did not go up by {up, number}: {added, plural, =0 {nothing was} one {one job was} other {# jobs were}} added.',
    fr: 'La file n’a pas augmenté de {up, number} : {added, plural, =0 {rien n’y a été ajouté} one {une tâche y a été ajoutée} other {# tâches y ont été ajoutées}}.',
  },
  'scenario.queue-maybe': {
    en: 'The queue was not seen to go up by {up, number}: from {base, number} to {peak, number} at most. Between two looks it may have.',
    fr: 'La file n’a pas été vue augmenter de {up, number} : de {base, number} à {peak, number} au plus. Cela a pu arriver entre deux lectures.',
  },
  'scenario.up-awaited': {
    en: 'Waiting for the next look of {checkId}; {seconds, number} s left.',
    fr: 'En attente de la prochaine mesure de {checkId} ; il reste {seconds, number} s.',
  },
  'scenario.up-not-watched': {
    en: 'Nothing watches {checkId} here.',
    fr: 'Rien ne surveille {checkId} ici.',
  },
  'scenario.stayed-up': {
    en: '{checkId} stayed up: {looks, plural, one {one look} other {# looks}} since the beginning, without a hole.',
    fr: '{checkId} est resté debout : {looks, plural, one {une mesure} other {# mesures}} depuis le début, sans trou.',
  },
  'scenario.up-was-down': {
    en: '{checkId} was down meanwhile.',
    fr: '{checkId} a été en panne entre-temps.',
  },
  'scenario.up-maintenance': {
    en: '{checkId} was in maintenance meanwhile: that it was not seen down proves nothing.',
    fr: '{checkId} était en maintenance entre-temps : ne pas l’avoir vu en panne ne prouve rien.',
  },
  'scenario.up-unknown-look': {
    en: '{checkId} could not be measured meanwhile: whether it stayed up is not known.',
    fr: '{checkId} n’a pas pu être mesuré entre-temps : on ne sait pas s’il est resté debout.',
  },
  'scenario.up-no-look': {
    en: '{checkId} was not looked at since the step before.',
    fr: '{checkId} n’a pas été mesuré depuis l’étape précédente.',
  },
  'scenario.up-gap': {
    en: 'There is a hole in the looks of {checkId}: whether it stayed up is not known.',
    fr: 'Il y a un trou dans les mesures de {checkId} : on ne sait pas s’il est resté debout.',
  },
  'scenario.log-no-tail': {
    en: 'This run does not follow {tail}.',
    fr: 'Cette exécution ne suit pas {tail}.',
  },
} as const
