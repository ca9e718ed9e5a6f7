/** What the engine says of a drill. */
export const drillMessages = {
  'drill.started': {
    en: 'Drill begun by {by}: the practice servers will break, unannounced',
    fr: 'Exercice surprise lancé par {by} : les serveurs d’exercice vont tomber en panne, sans prévenir',
  },
  'drill.ended.solved': {
    en: 'Drill over, and led back: it was {kind, select, bad_release {a bad release} slow_database {a slow database} worker_crash_loop {a worker that kept crashing} redis_full {a full Redis} migration {a migration that took data away} disk_full {a full disk} certificate {an expired certificate} alert_storm {a storm of alerts} link_cut {a bad release, and the link cut on the way back} laptop_killed {a bad release, and Warroom killed on the way back} other {something that nobody knows any more}}',
    fr: 'Exercice surprise terminé, retour arrière réussi : c’était {kind, select, bad_release {une mauvaise version} slow_database {une base de données lente} worker_crash_loop {un worker qui plantait en boucle} redis_full {un Redis plein} migration {une migration qui a retiré des données} disk_full {un disque plein} certificate {un certificat expiré} alert_storm {une tempête d’alertes} link_cut {une mauvaise version, et la liaison coupée pendant le retour} laptop_killed {une mauvaise version, et Warroom tué pendant le retour} other {on ne sait plus quoi}}',
  },
  'drill.ended.given-up': {
    en: 'Drill given up by {by}: it was {kind, select, bad_release {a bad release} slow_database {a slow database} worker_crash_loop {a worker that kept crashing} redis_full {a full Redis} migration {a migration that took data away} disk_full {a full disk} certificate {an expired certificate} alert_storm {a storm of alerts} link_cut {a bad release, and the link cut on the way back} laptop_killed {a bad release, and Warroom killed on the way back} other {something that nobody knows any more}}',
    fr: 'Exercice surprise abandonné par {by} : c’était {kind, select, bad_release {une mauvaise version} slow_database {une base de données lente} worker_crash_loop {un worker qui plantait en boucle} redis_full {un Redis plein} migration {une migration qui a retiré des données} disk_full {un disque plein} certificate {un certificat expiré} alert_storm {une tempête d’alertes} link_cut {une mauvaise version, et la liaison coupée pendant le retour} laptop_killed {une mauvaise version, et Warroom tué pendant le retour} other {on ne sait plus quoi}}',
  },
  'drill.ended.broken-off': {
    en: 'Drill broken off before it was over: it was {kind, select, bad_release {a bad release} slow_database {a slow database} worker_crash_loop {a worker that kept crashing} redis_full {a full Redis} migration {a migration that took data away} disk_full {a full disk} certificate {an expired certificate} alert_storm {a storm of alerts} link_cut {a bad release, and the link cut on the way back} laptop_killed {a bad release, and Warroom killed on the way back} other {something that nobody knows any more}}',
    fr: 'Exercice surprise interrompu avant la fin : c’était {kind, select, bad_release {une mauvaise version} slow_database {une base de données lente} worker_crash_loop {un worker qui plantait en boucle} redis_full {un Redis plein} migration {une migration qui a retiré des données} disk_full {un disque plein} certificate {un certificat expiré} alert_storm {une tempête d’alertes} link_cut {une mauvaise version, et la liaison coupée pendant le retour} laptop_killed {une mauvaise version, et Warroom tué pendant le retour} other {on ne sait plus quoi}}',
  },
  'drill.run-title': {
    en: 'Drill {when}',
    fr: 'Exercice surprise {when}',
  },
  'drill.under-way': {
    en: 'A drill is under way. Lead it back, or give it up, before another one.',
    fr: 'Un exercice surprise est en cours. Menez-le à bien, ou abandonnez-le, avant d’en lancer un autre.',
  },
  'drill.range-stopping': {
    en: 'The practice servers are being stopped. Start the drill again in a moment.',
    fr: 'Les serveurs d’exercice sont en train de s’arrêter. Relancez l’exercice surprise dans un instant.',
  },
  'drill.range-failed': {
    en: 'The practice servers could not be started, so there is nothing to break: {detail}',
    fr: 'Les serveurs d’exercice n’ont pas pu démarrer, il n’y a donc rien à mettre en panne : {detail}',
  },
  'drill.range-gone': {
    en: 'The practice servers stopped before the drill could begin. Start it again.',
    fr: 'Les serveurs d’exercice se sont arrêtés avant le début de l’exercice surprise. Relancez-le.',
  },
  'drill.range-late': {
    en: 'The practice servers did not start within {seconds} s. Look at their parts on Home, then start the drill again.',
    fr: 'Les serveurs d’exercice n’ont pas démarré en {seconds} s. Regardez leurs éléments sur l’accueil, puis relancez l’exercice surprise.',
  },
  'drill.cancelled': {
    en: 'The start of the drill was cancelled. Nothing was broken.',
    fr: 'Le lancement de l’exercice surprise a été annulé. Rien n’a été mis en panne.',
  },
  'drill.nothing-possible': {
    en: 'Nothing can be broken for a drill on this machine{parts, select, none {} other {: {parts} missing}}.',
    fr: 'Rien ne peut être mis en panne pour un exercice surprise sur cette machine{parts, select, none {} other { : il manque {parts}}}.',
  },
  'drill.kind-impossible': {
    en: 'This cannot be practised on this machine{parts, select, none {} other {: {parts} missing}}. Choose another, or leave it to chance.',
    fr: 'Ce cas n’est pas possible sur cette machine{parts, select, none {} other { : il manque {parts}}}. Choisissez-en un autre, ou laissez faire le hasard.',
  },
  'drill.needs-own-process': {
    en: 'This needs the Warroom application: here, the practice servers would not outlive Warroom. Choose another, or leave it to chance.',
    fr: 'Ce cas demande l’application Warroom : ici, les serveurs d’exercice ne survivraient pas à Warroom. Choisissez-en un autre, ou laissez faire le hasard.',
  },
  'drill.unknown': {
    en: 'This drill is not known here.',
    fr: 'Cet exercice surprise n’est pas connu ici.',
  },
  'drill.over': {
    en: 'This drill is over already.',
    fr: 'Cet exercice surprise est déjà terminé.',
  },
  'drill.not-broken': {
    en: 'The drill is off: the practice servers could not be broken ({detail}). Nobody did anything wrong.',
    fr: 'L’exercice surprise est annulé : les serveurs d’exercice n’ont pas pu être mis en panne ({detail}). Personne n’y est pour rien.',
  },
  'drill.wrong.alarm': {
    en: 'The alarm was raised before anything was broken',
    fr: 'L’alarme a été donnée avant toute panne',
  },
  'drill.wrong.plan': {
    en: 'Another plan was begun: “{title}”. It cost {minutes, plural, =0 {{seconds} s} other {# min {seconds} s}}',
    fr: 'Un autre plan a été commencé : « {title} ». Cela a coûté {minutes, plural, =0 {{seconds} s} other {# min {seconds} s}}',
  },
  'drill.wrong.given-up': {
    en: '“{title}” was given up after {minutes, plural, =0 {{seconds} s} other {# min {seconds} s}}',
    fr: '« {title} » a été abandonné après {minutes, plural, =0 {{seconds} s} other {# min {seconds} s}}',
  },
  'drill.wrong.retried': {
    en: '“{step}” was done a second time',
    fr: '« {step} » a été faite une deuxième fois',
  },
  'drill.wrong.skipped': {
    en: '“{step}” was left out',
    fr: '« {step} » a été sautée',
  },
  'drill.wrong.still-broken': {
    en: '“{title}” ended as back while the servers were still broken',
    fr: '« {title} » s’est terminé comme réussi alors que les serveurs étaient toujours en panne',
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
