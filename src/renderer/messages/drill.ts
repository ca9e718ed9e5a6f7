export const drillTexts = {
  'drill.practice': { en: 'Practice a rollback…', fr: 'S’exercer au retour arrière…' },
  'drill.go': { en: 'Go to the drill', fr: 'Rejoindre l’exercice' },
  'drill.start-title': { en: 'Practice a rollback', fr: 'S’exercer au retour arrière' },
  'drill.start-about': {
    en: 'Real servers on this machine serve a release that has just gone live; after a while something in them breaks, and nobody says what or when. Find it in the war room, decide, and lead it back until everything verifies.',
    fr: 'De vrais serveurs, sur cette machine, servent une version tout juste mise en service ; au bout d’un moment quelque chose s’y casse, sans qu’on vous dise quoi ni quand. Trouvez-le dans la salle, décidez, et ramenez le service jusqu’à ce que tout soit vérifié.',
  },
  'drill.start-killed': {
    en: 'Warroom itself may be killed in the middle of it, as when a laptop dies. That belongs to the drill: it starts again by itself.',
    fr: 'Warroom lui-même peut être tué en plein milieu, comme quand un portable s’éteint. Cela fait partie de l’exercice : il redémarre tout seul.',
  },
  'drill.begins': { en: 'It breaks', fr: 'La panne survient' },
  'drill.begins.at-once': { en: 'At once', fr: 'Tout de suite' },
  'drill.begins.within-a-minute': { en: 'Within a minute', fr: 'Dans la minute' },
  'drill.begins.within-five-minutes': {
    en: 'Within five minutes',
    fr: 'Dans les cinq minutes',
  },
  'drill.kind': { en: 'What breaks', fr: 'Ce qui casse' },
  'drill.surprise': { en: 'Surprise me', fr: 'Surprenez-moi' },
  'drill.kind-help': {
    en: 'Not knowing is most of the exercise. Choose only to go over one of them again.',
    fr: 'Ne pas savoir est l’essentiel de l’exercice. Ne choisissez que pour en retravailler une.',
  },
  'drill.kind-later': {
    en: 'What can break on this machine is known once the practice servers run.',
    fr: 'Ce qui peut casser sur cette machine se sait une fois les serveurs démarrés.',
  },
  'drill.by': { en: 'Your name', fr: 'Votre nom' },
  'drill.by-help': {
    en: 'Times are kept under it, to compare with your earlier drills.',
    fr: 'Les temps sont gardés sous ce nom, pour les comparer à vos exercices précédents.',
  },
  'drill.start': { en: 'Start the drill', fr: 'Commencer l’exercice' },
  'drill.preparing': { en: 'Getting the drill ready', fr: 'Préparation de l’exercice' },
  'drill.waits-range': {
    en: 'Waiting for the practice servers to start.',
    fr: 'En attente du démarrage des serveurs d’entraînement.',
  },
  'drill.waits-run': {
    en: 'The practice servers run. Waiting for the run to open.',
    fr: 'Les serveurs d’entraînement sont en marche. En attente de l’ouverture de l’exécution.',
  },
  'drill.cancelling': { en: 'Being cancelled…', fr: 'Annulation en cours…' },

  'drill.bar': { en: 'Drill · {clock}', fr: 'Exercice · {clock}' },
  'drill.bar-name': { en: 'Drill', fr: 'Exercice' },
  'drill.bar-about': {
    en: 'What is wrong, and since when, is for you to find. It ends when everything is back.',
    fr: 'Ce qui ne va pas, et depuis quand, c’est à vous de le trouver. Il se termine quand tout est revenu.',
  },
  'drill.give-up': { en: 'Give up the drill…', fr: 'Abandonner l’exercice…' },
  'drill.say-begun': { en: 'A drill is under way.', fr: 'Un exercice est en cours.' },
  'drill.say-over': {
    en: 'The drill is over: {outcome}',
    fr: 'L’exercice est terminé : {outcome}',
  },
  'drill.over': { en: 'This run was a drill.', fr: 'Cette exécution était un exercice.' },
  'drill.debrief': { en: 'Debrief', fr: 'Débriefing' },

  'drill.give-up-title': { en: 'Give up this drill?', fr: 'Abandonner cet exercice ?' },
  'drill.give-up-about': {
    en: 'You are told what was broken, if anything was yet, and the practice servers are made whole. The drill stays in your list as given up. Nothing else is lost.',
    fr: 'On vous dit ce qui était cassé, si quelque chose l’était déjà, et les serveurs d’entraînement sont remis en état. L’exercice reste dans votre liste comme abandonné. Rien d’autre n’est perdu.',
  },
  'drill.give-up-do': { en: 'Give up', fr: 'Abandonner' },
  'drill.go-on': { en: 'Go on', fr: 'Continuer' },
  'drill.stop-title': {
    en: 'Stop the practice servers in the middle of a drill?',
    fr: 'Arrêter les serveurs en plein exercice ?',
  },
  'drill.stop-about': {
    en: 'The drill is broken off: its times do not count. To see what was broken, give up instead.',
    fr: 'L’exercice est interrompu : ses temps ne comptent pas. Pour savoir ce qui était cassé, abandonnez plutôt.',
  },
  'drill.stop-do': { en: 'Stop them', fr: 'Les arrêter' },

  'drill.outcome.solved': { en: 'Solved', fr: 'Réussi' },
  'drill.outcome.given-up': { en: 'Given up', fr: 'Abandonné' },
  'drill.outcome.broken-off': { en: 'Broken off', fr: 'Interrompu' },
  'drill.outcome.under-way': { en: 'Under way', fr: 'En cours' },
  'drill.outcome-about.solved': {
    en: 'Led back, and the servers themselves say that they are whole.',
    fr: 'Le service est revenu, et les serveurs eux-mêmes se disent en état.',
  },
  'drill.outcome-about.made-whole': {
    en: 'Everything is back, but no rollback was led: go back for real next time. It counts for no rehearsal.',
    fr: 'Tout est revenu, mais sans retour arrière : la prochaine fois, faites-le pour de bon. Cela ne compte pas comme répétition.',
  },
  'drill.outcome-about.given-up': {
    en: 'It was given up before it was back, and the servers were made whole. What was reached until then is measured.',
    fr: 'L’exercice a été abandonné avant le retour, et les serveurs ont été remis en état. Ce qui a été atteint jusque-là est mesuré.',
  },
  'drill.outcome-about.broken-off': {
    en: 'The practice servers stopped, or Warroom ended, before it was over: it says nothing about whoever took part.',
    fr: 'Les serveurs ou Warroom se sont arrêtés avant la fin : cela ne dit rien de la personne qui s’exerçait.',
  },

  'drill.kind.bad-release': { en: 'Bad release', fr: 'Version défectueuse' },
  'drill.kind.slow-database': { en: 'Slow database', fr: 'Base de données lente' },
  'drill.kind.worker-crash-loop': {
    en: 'Worker in a crash loop',
    fr: 'Worker qui plante en boucle',
  },
  'drill.kind.redis-full': { en: 'Redis full', fr: 'Redis plein' },
  'drill.kind.migration': {
    en: 'Migration that does not go back',
    fr: 'Migration sans retour',
  },
  'drill.kind.disk-full': { en: 'Disk full', fr: 'Disque plein' },
  'drill.kind.certificate': { en: 'Certificate expired', fr: 'Certificat expiré' },
  'drill.kind.alert-storm': { en: 'Alert storm', fr: 'Tempête d’alertes' },
  'drill.kind.link-cut': {
    en: 'Bad release, link cut on the way back',
    fr: 'Version défectueuse, liaison coupée au retour',
  },
  'drill.kind.laptop-killed': {
    en: 'Bad release, laptop killed on the way back',
    fr: 'Version défectueuse, portable éteint au retour',
  },

  'drill.kind.unknown': { en: 'Not known any more', fr: 'On ne le sait plus' },

  'drill.story.unknown': {
    en: 'What was broken, if anything was, went with the practice servers: nobody knows it any more.',
    fr: 'Ce qui était cassé, si quelque chose l’était, a disparu avec les serveurs d’entraînement : plus personne ne le sait.',
  },
  'drill.story.bad-release': {
    en: 'MedQuiz 2.1 began to answer with errors. Putting version 2.0 back in service ends it.',
    fr: 'MedQuiz 2.1 s’est mis à répondre par des erreurs. Remettre la version 2.0 en service y met fin.',
  },
  'drill.story.slow-database': {
    en: 'A session of the database, nightly-report, kept a table to itself and everybody else waited for it. Ending that session ends it; going back a version changes nothing.',
    fr: 'Une session de la base de données, nightly-report, gardait une table pour elle et tous les autres l’attendaient. Terminer cette session y met fin ; revenir à la version précédente n’y change rien.',
  },
  'drill.story.worker-crash-loop': {
    en: 'Sylion’s worker 2.1 started, crashed and started again, and its queue grew. Putting worker 2.0 back in service ends it.',
    fr: 'Le worker 2.1 de Sylion démarrait, plantait et redémarrait, et sa file s’allongeait. Remettre le worker 2.0 en service y met fin.',
  },
  'drill.story.redis-full': {
    en: 'Sylion’s Redis was full and took nothing in any more. Clearing its cache makes room; what it keeps for good stays.',
    fr: 'Le Redis de Sylion était plein et n’acceptait plus rien. Vider son cache libère de la place ; ce qu’il garde pour de bon reste.',
  },
  'drill.story.migration': {
    en: 'The migration of 2.1 took away data that 2.0 needs. It has to be restored from the backup first, and then 2.0 put back in service: 2.0 alone stays broken.',
    fr: 'La migration de la 2.1 a retiré des données dont la 2.0 a besoin. Il faut d’abord les restaurer depuis la sauvegarde, puis remettre la 2.0 en service : la 2.0 seule reste en panne.',
  },
  'drill.story.disk-full': {
    en: 'The data volume was full, and MedQuiz could not write. Deleting the old exports makes room again.',
    fr: 'Le volume de données était plein, et MedQuiz ne pouvait plus écrire. Supprimer les anciens exports refait de la place.',
  },
  'drill.story.certificate': {
    en: 'The site served a certificate that had expired. Putting the kept one back in service ends it.',
    fr: 'Le site présentait un certificat expiré. Remettre en service celui qui avait été gardé y met fin.',
  },
  'drill.story.alert-storm': {
    en: 'Dozens of alerts fired, and every service was well: the alert rules of 2.1 were wrong. Putting rules 2.0 back ends it, and nothing else needs going back.',
    fr: 'Des dizaines d’alertes se sont déclenchées alors que tous les services allaient bien : les règles d’alerte 2.1 étaient fausses. Remettre les règles 2.0 y met fin, et rien d’autre n’a besoin de revenir.',
  },
  'drill.story.link-cut': {
    en: 'MedQuiz 2.1 began to answer with errors, and at the very moment of going back the link to the host is cut. The command goes on without it: one looks first, and does not run it again.',
    fr: 'MedQuiz 2.1 s’est mis à répondre par des erreurs, et au moment même du retour la liaison avec l’hôte est coupée. La commande continue sans elle : on regarde d’abord, on ne la relance pas.',
  },
  'drill.story.laptop-killed': {
    en: 'MedQuiz 2.1 began to answer with errors, and at the very moment of going back Warroom is killed. The command goes on without it: on starting again one looks first, and does not run it again.',
    fr: 'MedQuiz 2.1 s’est mis à répondre par des erreurs, et au moment même du retour Warroom est tué. La commande continue sans lui : au redémarrage on regarde d’abord, on ne la relance pas.',
  },
  'drill.story-before': {
    en: 'It was over before anything broke. This is what it would have been: {story}',
    fr: 'Il s’est terminé avant que quoi que ce soit ne casse. Voici ce que cela aurait été : {story}',
  },

  'drill.debrief-title': { en: 'Debrief: {kind}', fr: 'Débriefing : {kind}' },
  'drill.what-broke': { en: 'What was broken', fr: 'Ce qui était cassé' },
  'drill.times': { en: 'Times', fr: 'Temps' },
  'drill.measure.detect': { en: 'to see it', fr: 'pour le voir' },
  'drill.measure.decide': { en: 'to decide', fr: 'pour décider' },
  'drill.measure.act': { en: 'to act', fr: 'pour agir' },
  'drill.measure.verify': { en: 'to verify', fr: 'pour vérifier' },
  'drill.measure.total': { en: 'from broken to back', fr: 'de la panne au retour' },
  'drill.point.broken': { en: 'Broken', fr: 'Cassé' },
  'drill.point.detect': { en: 'Seen', fr: 'Vu' },
  'drill.point.decide': { en: 'Decided', fr: 'Décidé' },
  'drill.point.act': { en: 'Acted', fr: 'Agi' },
  'drill.point.verify': { en: 'Back', fr: 'Revenu' },
  'drill.bar-sentence': {
    en: 'Parts of the time: {parts}',
    fr: 'Parts du temps : {parts}',
  },
  'drill.missing.not-broken': {
    en: 'It was over before it broke.',
    fr: 'C’était fini avant la panne.',
  },
  'drill.missing.given-up': {
    en: 'Not reached: given up before.',
    fr: 'Pas atteint : abandonné avant.',
  },
  'drill.missing.unknown': {
    en: 'Whether it had broken is not known any more.',
    fr: 'On ne sait plus si la panne avait eu lieu.',
  },
  'drill.missing.broken-off': {
    en: 'Not reached: broken off before.',
    fr: 'Pas atteint : interrompu avant.',
  },
  'drill.missing.not-seen': {
    en: 'Nothing in its history shows this moment.',
    fr: 'Rien dans son histoire ne montre ce moment.',
  },
  'drill.best': { en: 'best', fr: 'meilleur' },
  'drill.is-best': {
    en: 'best so far · median {median}',
    fr: 'meilleur à ce jour · médiane {median}',
  },
  'drill.best-is': {
    en: 'best {best} · median {median}',
    fr: 'meilleur {best} · médiane {median}',
  },
  'drill.plan': { en: 'The plan', fr: 'Le plan' },
  'drill.plan-took': {
    en: '{title}: {duration} of its budget of {budget}',
    fr: '{title} : {duration} sur un budget de {budget}',
  },
  'drill.plan-within': { en: 'Within its budget', fr: 'Dans son budget' },
  'drill.plan-over': { en: 'Over its budget by {over}', fr: 'Budget dépassé de {over}' },
  'drill.plan-none': {
    en: 'No plan led back.',
    fr: 'Aucun plan n’a mené au retour.',
  },
  'drill.wrong-turns': { en: 'Wrong turns', fr: 'Faux pas' },
  'drill.wrong-none': {
    en: 'None: every act led towards the way back.',
    fr: 'Aucun : chaque geste menait vers le retour.',
  },
  'drill.wrong-none-open': { en: 'None until then.', fr: 'Aucun jusque-là.' },
  'drill.wrong-after': { en: '{offset} after it broke', fr: '{offset} après la panne' },
  'drill.wrong-before': { en: '{offset} before it broke', fr: '{offset} avant la panne' },
  'drill.earlier': { en: 'Against earlier drills', fr: 'Face aux exercices précédents' },
  'drill.earlier-none': { en: 'No earlier drill', fr: 'Aucun exercice précédent' },
  'drill.earlier-none-about': {
    en: 'This is the first one here. The next will be compared with it, time by time.',
    fr: 'C’est le premier ici. Le prochain lui sera comparé, temps par temps.',
  },
  'drill.column.when': { en: 'When', fr: 'Quand' },
  'drill.column.who': { en: 'Who', fr: 'Qui' },
  'drill.column.kind': { en: 'What broke', fr: 'Ce qui a cassé' },
  'drill.column.detect': { en: 'See', fr: 'Voir' },
  'drill.column.decide': { en: 'Decide', fr: 'Décider' },
  'drill.column.act': { en: 'Act', fr: 'Agir' },
  'drill.column.verify': { en: 'Verify', fr: 'Vérifier' },
  'drill.column.total': { en: 'In all', fr: 'En tout' },
  'drill.column.outcome': { en: 'Outcome', fr: 'Issue' },
  'drill.column.wrong': { en: 'Wrong turns', fr: 'Faux pas' },
  'drill.this-one': { en: 'this one', fr: 'celui-ci' },
  'drill.median-of': {
    en: '{count, plural, other {Median of # solved: {kind}}}',
    fr: '{count, plural, other {Médiane de # réussis : {kind}}}',
  },
  'drill.show-all': { en: 'Show all {count}', fr: 'Tout afficher ({count})' },
  'drill.again': { en: 'Try this one again…', fr: 'Reprendre celui-ci…' },
  'drill.another': { en: 'Try another…', fr: 'En tenter un autre…' },
  'drill.history': { en: 'History of the run', fr: 'Histoire de l’exécution' },
  'drill.post-mortem': { en: 'Incident and post-mortem', fr: 'Incident et post-mortem' },
  'drill.list': { en: 'Drills', fr: 'Exercices' },
  'drill.list-all': { en: 'All {count}', fr: 'Les {count}' },
  'drill.list-fewer': { en: 'Fewer', fr: 'Moins' },
  'drill.list-lasted': { en: 'after {duration}', fr: 'après {duration}' },
  'drill.list-wrong': {
    en: '{count, plural, =0 {no wrong turn} one {# wrong turn} other {# wrong turns}}',
    fr: '{count, plural, =0 {aucun faux pas} one {# faux pas} other {# faux pas}}',
  },
} as const
