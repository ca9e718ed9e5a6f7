/** What the engine says of a drill. */
export const drillMessages = {
  'drill.started': {
    en: 'Drill begun by {by}: the practice servers will break, unannounced',
    fr: 'Exercice lancé par {by} : les serveurs d’entraînement vont tomber en panne, sans prévenir',
  },
  'drill.ended.solved': {
    en: 'Drill over, and led back',
    fr: 'Exercice terminé, retour arrière réussi',
  },
  'drill.ended.made-whole': {
    en: 'Drill over: everything is back, but no rollback was led',
    fr: 'Exercice terminé : tout est revenu, mais sans retour arrière',
  },
  'drill.ended.given-up': {
    en: 'Drill given up by {by}',
    fr: 'Exercice abandonné par {by}',
  },
  'drill.ended.broken-off': {
    en: 'Drill broken off before it was over',
    fr: 'Exercice interrompu avant la fin',
  },
  'drill.was.bad-release': {
    en: 'a release that answered with errors',
    fr: 'une version qui répondait par des erreurs',
  },
  'drill.was.slow-database': {
    en: 'a session that kept a table of the database to itself',
    fr: 'une session qui gardait une table de la base pour elle',
  },
  'drill.was.worker-crash-loop': {
    en: 'a worker that crashed over and over',
    fr: 'un worker qui plantait sans cesse',
  },
  'drill.was.redis-full': {
    en: 'a Redis that took nothing in any more',
    fr: 'un Redis qui n’acceptait plus rien',
  },
  'drill.was.migration': {
    en: 'a migration that took data away',
    fr: 'une migration qui avait retiré des données',
  },
  'drill.was.disk-full': {
    en: 'a full disk',
    fr: 'un disque plein',
  },
  'drill.was.certificate': {
    en: 'an expired certificate',
    fr: 'un certificat expiré',
  },
  'drill.was.alert-storm': {
    en: 'alert rules that fired without reason',
    fr: 'des règles d’alerte qui se déclenchaient sans raison',
  },
  'drill.was.link-cut': {
    en: 'a bad release, and the link to the host cut on the way back',
    fr: 'une version défectueuse, et la liaison avec l’hôte coupée pendant le retour',
  },
  'drill.was.laptop-killed': {
    en: 'a bad release, and Warroom killed on the way back',
    fr: 'une version défectueuse, et Warroom tué pendant le retour',
  },
  'drill.was.unknown': {
    en: 'nobody knows any more what was broken',
    fr: 'on ne sait plus ce qui était en panne',
  },
  'drill.run-title': {
    en: 'Drill {when}',
    fr: 'Exercice {when}',
  },
  'drill.run-closed': {
    en: 'The drill is over.',
    fr: 'L’exercice est terminé.',
  },
  'drill.under-way': {
    en: 'A drill is under way. Lead it back, or give it up, before another one.',
    fr: 'Un exercice est en cours. Menez-le à bien, ou abandonnez-le, avant d’en lancer un autre.',
  },
  'drill.range-stopping': {
    en: 'The practice servers are being stopped. Start the drill again in a moment.',
    fr: 'Les serveurs d’entraînement sont en train de s’arrêter. Relancez l’exercice dans un instant.',
  },
  'drill.range-gone': {
    en: 'The practice servers stopped before the drill could begin. Start it again.',
    fr: 'Les serveurs d’entraînement se sont arrêtés avant le début de l’exercice. Relancez-le.',
  },
  'drill.range-late': {
    en: 'The practice servers did not start within {seconds} s. Look at their parts on Home, then start the drill again.',
    fr: 'Les serveurs d’entraînement n’ont pas démarré en {seconds} s. Regardez leurs éléments sur l’accueil, puis relancez l’exercice.',
  },
  'drill.cancelled': {
    en: 'The start of the drill was cancelled. Nothing was broken.',
    fr: 'Le lancement de l’exercice a été annulé. Rien n’a été mis en panne.',
  },
  'drill.going-back': {
    en: '“{title}” is being led back for real. End that rollback first, then start the drill.',
    fr: 'Un retour arrière est en cours pour de bon dans « {title} ». Terminez-le d’abord, puis lancez l’exercice.',
  },
  'drill.would-kill': {
    en: 'This one kills Warroom, and “{title}” is open in it. Close that run first, or choose another.',
    fr: 'Cet exercice tue Warroom, où « {title} » est en cours. Clôturez d’abord cette exécution, ou choisissez-en un autre.',
  },
  'drill.called-off': {
    en: 'The drill is off: it would have killed Warroom, and “{title}” was opened in it. Nobody did anything wrong.',
    fr: 'L’exercice est annulé : il aurait tué Warroom, où « {title} » vient d’être ouverte. Ce n’est la faute de personne.',
  },
  'drill.not-mended': {
    en: 'The practice servers could not be made whole after a drill ({detail}). Stop them and start them again before the next one.',
    fr: 'Les serveurs d’entraînement n’ont pas pu être remis en état après un exercice ({detail}). Arrêtez-les et relancez-les avant le prochain.',
  },
  'drill.nothing-possible': {
    en: 'Nothing can be broken for a drill on this machine{parts, select, none {} other {: {parts} missing}}.',
    fr: 'Rien ne peut être mis en panne pour un exercice sur cette machine{parts, select, none {} other { : il manque {parts}}}.',
  },
  'drill.kind-impossible': {
    en: 'This cannot be practiced on this machine{parts, select, none {} other {: {parts} missing}}. Choose another, or leave it to chance.',
    fr: 'Ce cas n’est pas possible sur cette machine{parts, select, none {} other { : il manque {parts}}}. Choisissez-en un autre, ou laissez faire le hasard.',
  },
  'drill.needs-own-process': {
    en: 'This needs the Warroom application: here, the practice servers would not outlive Warroom. Choose another, or leave it to chance.',
    fr: 'Ce cas demande l’application Warroom : ici, les serveurs d’entraînement ne survivraient pas à Warroom. Choisissez-en un autre, ou laissez faire le hasard.',
  },
  'drill.unknown': {
    en: 'This drill is not known here.',
    fr: 'Cet exercice n’est pas connu ici.',
  },
  'drill.over': {
    en: 'This drill is over already.',
    fr: 'Cet exercice est déjà terminé.',
  },
  'drill.not-broken': {
    en: 'The drill is off: the practice servers could not be broken ({detail}). Nobody did anything wrong.',
    fr: 'L’exercice est annulé : les serveurs d’entraînement n’ont pas pu être mis en panne ({detail}). Ce n’est la faute de personne.',
  },
  'readiness.rehearsal.drill': {
    en: '{by} led a drill back on the practice range on {at}, in {minutes, number} min of {budget, number} min. The commands of this plan were not run',
    fr: '{by} a mené un exercice à bien sur les serveurs d’entraînement le {at}, en {minutes, number} min sur {budget, number} min. Les commandes de ce plan n’ont pas été exécutées',
  },
  'readiness.rehearsal.drill-long': {
    en: '{by} led a drill back on the practice range on {at}, in {minutes, number} min: this plan has {budget, number} min. The commands of this plan were not run',
    fr: '{by} a mené un exercice à bien sur les serveurs d’entraînement le {at}, en {minutes, number} min : ce plan en a {budget, number}. Les commandes de ce plan n’ont pas été exécutées',
  },
  'drill.wrong.alarm': {
    en: 'The alarm was raised before anything was broken',
    fr: 'L’alarme a été donnée avant toute panne',
  },
  'drill.wrong.plan': {
    en: 'Another plan was begun: “{title}”. It cost {minutes, plural, =0 {{seconds} s} other {# min {seconds} s}}',
    fr: 'Un autre plan a été commencé : « {title} ». Cela a coûté {minutes, plural, =0 {{seconds} s} other {# min {seconds} s}}',
  },
  'drill.wrong.given-up': {
    en: '“{title}” was given up after {minutes, plural, =0 {{seconds} s} other {# min {seconds} s}}',
    fr: 'Le plan « {title} » a été abandonné après {minutes, plural, =0 {{seconds} s} other {# min {seconds} s}}',
  },
  'drill.wrong.retried': {
    en: '“{step}” was done a second time',
    fr: 'L’étape « {step} » a été refaite',
  },
  'drill.wrong.skipped': {
    en: '“{step}” was left out',
    fr: 'L’étape « {step} » a été sautée',
  },
  'drill.wrong.still-broken': {
    en: '“{title}” ended as back while the servers were still broken',
    fr: 'Le plan « {title} » s’est terminé comme réussi alors que les serveurs étaient toujours en panne',
  },
  'drill.wrong.not-led': {
    en: 'Everything was back, but no rollback was led there: go back for real next time',
    fr: 'Tout était revenu, mais aucun retour arrière ne l’a ramené : la prochaine fois, faites-le pour de bon',
  },
  'drill.wrong.go': {
    en: 'GO was decided while the servers were broken',
    fr: 'GO a été décidé alors que les serveurs étaient en panne',
  },
  'drill.wrong.idle': {
    en: 'Nothing was done for {minutes, plural, =0 {{seconds} s} other {# min {seconds} s}}',
    fr: 'Rien n’a été fait pendant {minutes, plural, =0 {{seconds} s} other {# min {seconds} s}}',
  },
} as const
