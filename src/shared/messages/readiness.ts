/** What readiness for the way back says. */
export const readinessMessages = {
  'readiness.never': {
    en: 'Not looked at yet',
    fr: 'Pas encore vérifié',
  },
  'readiness.check-todo': {
    en: 'Check readiness again',
    fr: 'Relancer la vérification',
  },
  'readiness.stale': {
    en: 'Last looked at {hours, plural, one {# hour} other {# hours}} ago: too long to rely on',
    fr: 'Vérifié il y a {hours, plural, one {# heure} other {# heures}} : trop ancien pour s’y fier',
  },
  'readiness.changed': {
    en: 'The runbook or the profile has changed since it was looked at',
    fr: 'Le runbook ou le profil a changé depuis la vérification',
  },
  'readiness.running': {
    en: 'Readiness is being checked already',
    fr: 'La vérification est déjà en cours',
  },
  'readiness.look-todo': {
    en: 'Look there by hand, then check again',
    fr: 'Regarder sur place, puis relancer la vérification',
  },
  'readiness.checked': {
    en: 'Readiness for the way back checked: {ready} ready, {notReady} not ready, {unknown} unknown',
    fr: 'Préparation du retour arrière vérifiée : {ready, plural, one {# point prêt} other {# points prêts}}, {notReady, plural, one {# pas prêt} other {# pas prêts}}, {unknown, plural, one {# inconnu} other {# inconnus}}',
  },
  'readiness.part.there': {
    en: '{what} is there ({where})',
    fr: '{what} est là ({where})',
  },
  'readiness.part.gone': {
    en: '{what} is not there any more ({where})',
    fr: '{what} n’est plus là ({where})',
  },
  'readiness.part.unclear': {
    en: 'It could not be told whether {what} is there ({where})',
    fr: 'Impossible de savoir si {what} est là ({where})',
  },
  'readiness.part.in-registry': {
    en: '{what} is in its registry',
    fr: '{what} est dans son registre',
  },
  'readiness.part.no-images': {
    en: 'The images of the plan could not be listed ({where})',
    fr: 'Les images du plan n’ont pas pu être listées ({where})',
  },
  'readiness.part.denied': {
    en: '{what} may not be used ({where})',
    fr: '{what} ne peut pas être utilisé ({where})',
  },
  'readiness.part.fly-image': {
    en: 'Fly.io names {image}, but whether its registry still has it could not be asked: docker, after fly auth docker, can',
    fr: 'Fly.io nomme {image}, mais son registre n’a pas pu être interrogé : docker le peut, après fly auth docker',
  },
  'readiness.part.missing': {
    en: '{what} is not there ({where})',
    fr: '{what} n’est pas là ({where})',
  },
  'readiness.part.unsure': {
    en: 'Whether {what} may be used is only known once it is ({where})',
    fr: 'Si {what} peut être utilisé ne se sait qu’à l’usage ({where})',
  },
  'readiness.part.no-program': {
    en: '{what} is not installed ({where})',
    fr: '{what} n’est pas installé ({where})',
  },
  'readiness.plan.there': {
    en: '{count, plural, one {One way back} other {# ways back}}: {names}',
    fr: '{count, plural, one {Un plan de retour arrière} other {# plans de retour arrière}} : {names}',
  },
  'readiness.plan.none': {
    en: 'The runbook has no way back for {environment, select, production {production} staging {staging} other {practice}}',
    fr: 'Le runbook n’a pas de plan de retour arrière pour {environment, select, production {la production} staging {la préproduction} other {l’entraînement}}',
  },
  'readiness.plan.none-todo': {
    en: 'Write a rollback fence, or accept one in the overlay',
    fr: 'Écrire un bloc rollback, ou en accepter un dans l’overlay',
  },
  'readiness.last-good.none': {
    en: 'No last good version is named in this run',
    fr: 'Aucune dernière bonne version n’est nommée dans cette exécution',
  },
  'readiness.last-good.same': {
    en: 'The last good version is the one that goes live ({version})',
    fr: 'La dernière bonne version est celle qui est mise en service ({version})',
  },
  'readiness.last-good.named': {
    en: 'Last good version: {lastGood}',
    fr: 'Dernière bonne version : {lastGood}',
  },
  'readiness.last-good.todo': {
    en: 'Begin the run with the version to go back to',
    fr: 'Commencer l’exécution avec la version vers laquelle revenir',
  },
  'readiness.artefact.there': {
    en: 'All that the plans deploy is still there',
    fr: 'Tout ce que les plans déploient est encore là',
  },
  'readiness.artefact.none': {
    en: 'No plan says where the last good version is kept',
    fr: 'Aucun plan ne dit où la dernière bonne version est conservée',
  },
  'readiness.artefact.none-todo': {
    en: 'Name its image in the front matter: readiness.image',
    fr: 'Nommer son image dans l’en-tête du runbook : readiness.image',
  },
  'readiness.artefact.gone-todo': {
    en: 'Build or push the last good version again before going live',
    fr: 'Reconstruire ou republier la dernière bonne version avant la mise en service',
  },
  'readiness.backup.declared-none': {
    en: 'The runbook says that there is no data to back up',
    fr: 'Le runbook dit qu’il n’y a pas de données à sauvegarder',
  },
  'readiness.backup.not-named': {
    en: 'No backup is named',
    fr: 'Aucune sauvegarde n’est nommée',
  },
  'readiness.backup.not-named-todo': {
    en: 'Name it in the front matter: readiness.backup, or none',
    fr: 'La nommer dans l’en-tête du runbook : readiness.backup, ou none',
  },
  'readiness.backup.of': {
    en: '{file}: {state, select, ready {ready} unknown {unknown} other {not ready}}',
    fr: '{file} : {state, select, ready {prête} unknown {état inconnu} other {pas prête}}',
  },
  'readiness.backup.gone': {
    en: 'The backup is not there ({where})',
    fr: 'La sauvegarde n’est pas là ({where})',
  },
  'readiness.backup.empty': {
    en: 'The backup is empty ({where})',
    fr: 'La sauvegarde est vide ({where})',
  },
  'readiness.backup.sum-bad': {
    en: 'The backup is not what its checksum says ({where})',
    fr: 'La sauvegarde ne correspond pas à son empreinte ({where})',
  },
  'readiness.backup.no-sum': {
    en: 'The backup has no checksum to compare with',
    fr: 'La sauvegarde n’a pas d’empreinte à comparer',
  },
  'readiness.backup.sum-todo': {
    en: 'Write its SHA-256 beside it, as FILE.sha256',
    fr: 'Écrire son SHA-256 à côté, dans FICHIER.sha256',
  },
  'readiness.backup.old': {
    en: 'The backup is {hours, number} h old; {limit, number} h at most',
    fr: 'La sauvegarde a {hours, number} h ; {limit, number} h au plus',
  },
  'readiness.backup.new-todo': {
    en: 'Make a new backup',
    fr: 'Faire une nouvelle sauvegarde',
  },
  'readiness.backup.never-restored': {
    en: 'The backup is fresh and whole, but a restore of it was never seen with this profile',
    fr: 'La sauvegarde est récente et intacte, mais aucune restauration n’en a été vue avec ce profil',
  },
  'readiness.backup.restore-todo': {
    en: 'Restore it once beside its database, or rehearse the plan that restores it',
    fr: 'La restaurer une fois à côté de sa base, ou répéter le plan qui la restaure',
  },
  'readiness.backup.restore-failed': {
    en: 'It could not be restored when it was tried on {at}',
    fr: 'Elle n’a pas pu être restaurée lors de l’essai du {at}',
  },
  'readiness.backup.restored-long-ago': {
    en: 'It was last restored on {at}, more than {days, number} days ago',
    fr: 'Sa dernière restauration date du {at}, il y a plus de {days, number} jours',
  },
  'readiness.backup.fine': {
    en: '{hours, number} h old, its checksum is right; restored on {at}',
    fr: '{hours, number} h, empreinte juste ; restaurée le {at}',
  },
  'readiness.commands.fine': {
    en: 'Every name, host and program of the plan is there',
    fr: 'Chaque nom, hôte et programme du plan est là',
  },
  'readiness.commands.unresolved': {
    en: 'A name or a target is missing: {step}',
    fr: 'Il manque un nom ou une cible : {step}',
  },
  'readiness.commands.unread': {
    en: 'Not every program of its script could be read: {step}',
    fr: 'Tous les programmes de son script n’ont pas pu être lus : {step}',
  },
  'readiness.commands.todo': {
    en: 'Complete the profile, or install what is missing on the host',
    fr: 'Compléter le profil, ou installer ce qui manque sur l’hôte',
  },
  'readiness.traffic.none': {
    en: 'No plan switches traffic',
    fr: 'Aucun plan ne bascule le trafic',
  },
  'readiness.traffic.fine': {
    en: 'Every switch answers',
    fr: 'Chaque bascule répond',
  },
  'readiness.traffic.answers': {
    en: '{where} answers with {code, number, ::group-off}',
    fr: '{where} répond {code, number, ::group-off}',
  },
  'readiness.traffic.silent': {
    en: '{where} does not answer: {error}',
    fr: '{where} ne répond pas : {error}',
  },
  'readiness.traffic.todo': {
    en: 'Open the way to the switch from here',
    fr: 'Ouvrir l’accès à la bascule depuis ici',
  },
  'readiness.contacts.none': {
    en: 'The runbook names nobody to call',
    fr: 'Le runbook ne nomme personne à appeler',
  },
  'readiness.contacts.incomplete': {
    en: '{count, plural, one {One contact cannot be reached} other {# contacts cannot be reached}}: {names}',
    fr: '{count, plural, one {Un contact sans moyen de le joindre} other {# contacts sans moyen de les joindre}} : {names}',
  },
  'readiness.contacts.complete': {
    en: '{count, plural, one {The contact can be reached} other {All # contacts can be reached}}',
    fr: '{count, plural, one {Le contact est joignable} other {Les # contacts sont joignables}}',
  },
  'readiness.contacts.todo': {
    en: 'Write a number, an address or a channel beside each of them',
    fr: 'Écrire un numéro, une adresse ou un canal à côté de chacun',
  },
  'readiness.rehearsal.none': {
    en: 'This plan, as it is now, was never rehearsed to its end',
    fr: 'Ce plan, tel qu’il est, n’a jamais été répété jusqu’au bout',
  },
  'readiness.rehearsal.todo': {
    en: 'Rehearse it in practice or in staging',
    fr: 'Le répéter à l’entraînement ou en préproduction',
  },
  'readiness.rehearsal.long': {
    en: 'It took {minutes, number} min when it was rehearsed on {at}; the budget is {budget, number} min',
    fr: 'Il a pris {minutes, number} min à la répétition du {at} ; le budget est de {budget, number} min',
  },
  'readiness.rehearsal.long-todo': {
    en: 'Make it shorter, or give it more time',
    fr: 'Le raccourcir, ou lui donner plus de temps',
  },
  'readiness.rehearsal.fine': {
    en: 'Rehearsed on {at} in {minutes, number} min of {budget, number} min',
    fr: 'Répété le {at} en {minutes, number} min sur {budget, number} min',
  },
  'readiness.deciders.no-roles': {
    en: 'No gate says which roles decide',
    fr: 'Aucun jalon ne dit quels rôles décident',
  },
  'readiness.deciders.missing': {
    en: 'Nobody in this run has the role: {roles}',
    fr: 'Personne dans cette exécution n’a le rôle : {roles}',
  },
  'readiness.deciders.there': {
    en: 'They decide: {names}',
    fr: 'Ils décident : {names}',
  },
  'readiness.deciders.todo': {
    en: 'Name approvers in the gate, and people with these roles in the run',
    fr: 'Nommer les approbateurs du jalon, et des personnes avec ces rôles dans l’exécution',
  },
  'readiness.gate.never': {
    en: 'Readiness was never checked in this run',
    fr: 'La préparation n’a jamais été vérifiée dans cette exécution',
  },
  'readiness.gate.ready': {
    en: 'All is ready for the way back',
    fr: 'Tout est prêt pour le retour arrière',
  },
  'readiness.gate.not-ready': {
    en: '{count, plural, one {One line is} other {# lines are}} not ready',
    fr: '{count, plural, one {Un point n’est pas prêt} other {# points ne sont pas prêts}}',
  },
  'readiness.gate.none-applies': {
    en: 'None of the lines that are asked for applies here',
    fr: 'Aucun des points demandés ne s’applique ici',
  },
  'readiness.gate.missing': {
    en: 'A line that is asked for does not exist in this run',
    fr: 'Un point demandé n’existe pas dans cette exécution',
  },
  'readiness.gate.unknown': {
    en: '{count, plural, one {One line is} other {# lines are}} not known',
    fr: '{count, plural, one {Un point est inconnu} other {# points sont inconnus}}',
  },
} as const
