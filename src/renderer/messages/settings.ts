export const settingsTexts = {
  'settings.you': { en: 'You and this window', fr: 'Vous et cette fenêtre' },
  'settings.operator': { en: 'Your name', fr: 'Votre nom' },
  'settings.operator-help': {
    en: 'Recorded with everything done from this window.',
    fr: 'Inscrit avec tout ce qui est fait depuis cette fenêtre.',
  },
  'settings.language': { en: 'Language', fr: 'Langue' },
  'settings.theme': { en: 'Theme', fr: 'Thème' },
  'settings.system': { en: 'As the system', fr: 'Comme le système' },
  'settings.dark': { en: 'Dark', fr: 'Sombre' },
  'settings.light': { en: 'Light', fr: 'Clair' },
  'settings.range': {
    en: 'From {min, number} to {max, number}',
    fr: 'De {min, number} à {max, number}',
  },
  'settings.limits': { en: 'How much Warroom may ask', fr: 'Ce que Warroom peut demander' },
  'settings.limits-help': {
    en: 'Of this machine, and of those that it looks at. A change holds at once.',
    fr: 'À cet ordinateur, et à ceux qu’il observe. Un changement vaut aussitôt.',
  },
  'settings.concurrency': { en: 'Checks at once', fr: 'Contrôles simultanés' },
  'settings.concurrency.help': {
    en: 'Of those that somebody starts. {min, number} to {max, number}.',
    fr: 'Parmi ceux que l’on lance. De {min, number} à {max, number}.',
  },
  'settings.monitorConcurrency': { en: 'Monitors at once', fr: 'Surveillances simultanées' },
  'settings.monitorConcurrency.help': {
    en: 'Looks under way over all targets; the others wait their turn. {min, number} to {max, number}.',
    fr: 'Mesures en cours, toutes cibles confondues ; les autres attendent leur tour. De {min, number} à {max, number}.',
  },
  'settings.monitorConcurrencyPerTarget': {
    en: 'Monitors at once on one target',
    fr: 'Surveillances simultanées par cible',
  },
  'settings.monitorConcurrencyPerTarget.help': {
    en: 'So that a host in trouble is not burdened more. {min, number} to {max, number}.',
    fr: 'Pour ne pas accabler un hôte en difficulté. De {min, number} à {max, number}.',
  },
  'settings.redisCommandsPerSecond': {
    en: 'Redis commands per second',
    fr: 'Commandes Redis par seconde',
  },
  'settings.redisCommandsPerSecond.help': {
    en: 'The most that reading queues and keys may send to one server. {min, number} to {max, number}.',
    fr: 'Au plus, par serveur, pour lire files et clés. De {min, number} à {max, number}.',
  },
  'settings.sampleBudgetMb': {
    en: 'Disk for histories (MB)',
    fr: 'Disque pour les historiques (Mo)',
  },
  'settings.sampleBudgetMb.help': {
    en: 'Older measurements are kept by the minute, then by the quarter of an hour. What an open run’s gates look back on is always kept. {min, number} to {max, number}.',
    fr: 'Les mesures plus anciennes se gardent à la minute, puis au quart d’heure. Ce dont les jalons d’une exécution ouverte ont besoin est toujours gardé. De {min, number} à {max, number}.',
  },
  'settings.notices': { en: 'Notifications', fr: 'Notifications' },
  'settings.notices-help': {
    en: 'For what needs a person: a gate that turns NO-GO or is ready, a monitor down, a queue that nobody works, a budget that burns, a step that is late. Everything is on the bell in any case.',
    fr: 'Pour ce qui demande quelqu’un : un jalon à NO-GO ou prêt, une surveillance en panne, une file que personne ne traite, un budget qui se consume, une étape en retard. La cloche les garde toutes, quoi qu’il en soit.',
  },
  'settings.sound': { en: 'Sound', fr: 'Son' },
  'settings.sound-help': {
    en: 'A short tune; what is urgent sounds different.',
    fr: 'Un court signal ; ce qui est urgent sonne autrement.',
  },
  'settings.system-notices': {
    en: 'Notifications of the system',
    fr: 'Notifications du système',
  },
  'settings.system-notices-help': {
    en: 'While you are in another window. A click brings you to the place.',
    fr: 'Lorsque vous êtes dans une autre fenêtre. Un clic vous mène au bon endroit.',
  },
  'settings.permission-default': {
    en: 'This browser asks you first.',
    fr: 'Ce navigateur vous demande d’abord votre accord.',
  },
  'settings.permission-ask': { en: 'Allow…', fr: 'Autoriser…' },
  'settings.permission-denied': {
    en: 'This browser refuses notifications of this page. Allow them in its settings for this site.',
    fr: 'Ce navigateur refuse les notifications de cette page. Autorisez-les dans ses réglages pour ce site.',
  },
  'settings.permission-unsupported': {
    en: 'This browser has no notifications.',
    fr: 'Ce navigateur n’a pas de notifications.',
  },
  'settings.test': { en: 'Test an ordinary one', fr: 'Essayer une information' },
  'settings.test-urgent': { en: 'Test an urgent one', fr: 'Essayer une urgence' },
  'settings.test-text': {
    en: 'This is how Warroom lets you know.',
    fr: 'Voici comment Warroom vous informe.',
  },
  'settings.test-urgent-text': {
    en: 'This is how Warroom calls you.',
    fr: 'Voici comment Warroom vous appelle.',
  },
  'settings.no-sound': {
    en: 'This machine let no sound be played.',
    fr: 'Cet ordinateur n’a laissé passer aucun son.',
  },
  'settings.quiet': { en: 'Quiet hours', fr: 'Heures calmes' },
  'settings.quiet-help': {
    en: 'No sound, no notification of the system, nothing to a webhook: it waits on the bell.',
    fr: 'Ni son, ni notification du système, ni envoi au webhook : tout attend sous la cloche.',
  },
  'settings.quiet-from': { en: 'From', fr: 'De' },
  'settings.quiet-to': { en: 'To', fr: 'À' },
  'settings.quiet-never': {
    en: 'They end when they begin: no hour is quiet.',
    fr: 'Elles finissent quand elles commencent : aucune heure n’est calme.',
  },
  'settings.quiet-urgent': {
    en: 'Let what is urgent through',
    fr: 'Laisser passer les urgences',
  },
  'settings.quiet-urgent-help': {
    en: 'NO-GO, a monitor down, a queue that nobody works, a blocking step that is late.',
    fr: 'Un NO-GO, une surveillance en panne, une file que personne ne traite, une étape bloquante en retard.',
  },
  'settings.engine': { en: 'Engine and storage', fr: 'Moteur et stockage' },
  'settings.folder': { en: 'Data folder', fr: 'Dossier de données' },
  'settings.vault': { en: 'Vault', fr: 'Coffre' },
  'settings.vault.keyring': {
    en: 'Protected by the system’s keyring',
    fr: 'Protégé par le trousseau du système',
  },
  'settings.vault.memory': {
    en: 'In memory only',
    fr: 'En mémoire seulement',
  },
  'settings.started': { en: 'Engine started', fr: 'Moteur démarré' },
} as const
