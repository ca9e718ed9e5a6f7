/** Before a rollback: its plans, and how one is begun. */
export const rollbackPlansTexts = {
  'rollback.no-run-help': {
    en: 'The way back belongs to a run: its runbook says how, its profile says where.',
    fr: 'Le retour appartient à une exécution : son runbook dit comment, son profil dit où.',
  },
  'rollback.none': {
    en: 'This runbook has no rollback plan',
    fr: 'Ce runbook n’a pas de plan de retour',
  },
  'rollback.none-help': {
    en: 'Write one in a fence of the runbook, or in an overlay as “rollbacks:”. Each step says what runs, where, and what must hold after it:',
    fr: 'Écrivez-en un dans un bloc du runbook, ou dans un overlay sous « rollbacks: ». Chaque étape dit ce qui s’exécute, où, et ce qui doit tenir ensuite :',
  },
  'rollback.none-broken': {
    en: 'A plan with a mistake is left out; the mistake is told on Home, with the runbook.',
    fr: 'Un plan qui contient une erreur est écarté ; l’erreur est dite à l’accueil, avec le runbook.',
  },
  'rollback.no-plan-now': {
    en: 'The runbook as it is now has no rollback plan.',
    fr: 'Le runbook, tel qu’il est, n’a pas de plan de retour.',
  },
  'rollback.plans': { en: 'Ways back', fr: 'Plans de retour' },
  'rollback.plan-line': {
    en: '{budget} at most · {steps, plural, one {# step} other {# steps}}',
    fr: '{budget} au plus · {steps, plural, one {# étape} other {# étapes}}',
  },
  'rollback.history': { en: 'Rollbacks of this run', fr: 'Retours de cette exécution' },
  'rollback.which': { en: 'Which way back?', fr: 'Quel plan de retour ?' },
  'rollback.when': { en: 'For when:', fr: 'Pour quand :' },
  'rollback.yes': { en: 'Yes', fr: 'Oui' },
  'rollback.yes-key': { en: 'Y', fr: 'O' },
  'rollback.no': { en: 'No', fr: 'Non' },
  'rollback.change-answer': { en: 'Change', fr: 'Changer' },
  'rollback.change-answer-to': {
    en: 'Change the answer to: {question}',
    fr: 'Changer la réponse à : {question}',
  },
  'rollback.proposed': { en: 'Proposed', fr: 'Proposé' },
  'rollback.proposed-is': { en: 'Proposed: {title}', fr: 'Proposé : {title}' },
  'rollback.none-proposed': {
    en: 'No plan answers to this: change an answer, or choose a plan yourself.',
    fr: 'Aucun plan n’y répond : changez une réponse, ou choisissez vous-même un plan.',
  },
  'rollback.ruled-out': { en: 'Ruled out by an answer', fr: 'Écarté par une réponse' },
  'rollback.how': { en: 'How it is gone by', fr: 'Comment le parcourir' },
  'rollback.mode.real': { en: 'Go back', fr: 'Revenir' },
  'rollback.mode.rehearsal': { en: 'Rehearse', fr: 'Répéter' },
  'rollback.mode.shown': { en: 'Only show', fr: 'Montrer seulement' },
  'rollback.refused.environment': {
    en: 'The plan does not allow it in this environment.',
    fr: 'Le plan ne le permet pas dans cet environnement.',
  },
  'rollback.refused.production': {
    en: 'Nothing is rehearsed for real in production.',
    fr: 'On ne répète rien pour de vrai en production.',
  },
  'rollback.your-name': { en: 'Your name', fr: 'Votre nom' },
  'rollback.arm': { en: 'Begin…', fr: 'Commencer…' },
  'rollback.armed': {
    en: 'Press ⏎ once more to begin; Esc leaves everything as it is.',
    fr: 'Appuyez encore sur ⏎ pour commencer ; Échap laisse tout en l’état.',
  },
  'rollback.begin.real': { en: 'Begin the rollback now', fr: 'Commencer le retour maintenant' },
  'rollback.begin.rehearsal': {
    en: 'Begin the rehearsal now',
    fr: 'Commencer la répétition maintenant',
  },
  'rollback.begin.shown': { en: 'Show it now', fr: 'Le montrer maintenant' },
  'rollback.kind.command': { en: 'command', fr: 'commande' },
  'rollback.kind.manual': { en: 'by hand', fr: 'à la main' },
  'rollback.kind.wait': { en: 'waits', fr: 'attente' },
  'rollback.kind.decide': { en: 'you decide', fr: 'vous décidez' },
  'rollback.safe-state': {
    en: 'If you give up, this is how things are left:',
    fr: 'Si vous abandonnez, voici l’état laissé :',
  },
  'rollback.never-rehearsed-here': {
    en: 'not rehearsed in this run',
    fr: 'pas répété dans cette exécution',
  },
  'rollback.palette': { en: 'Roll back…', fr: 'Revenir en arrière…' },
  'rollback.keys.show': { en: 'Rollback: the way back', fr: 'Retour : le chemin du retour' },
  'rollback.keys.main': {
    en: 'Run, done, continue or verify: what the button says',
    fr: 'Exécuter, fait, continuer ou vérifier : ce que dit le bouton',
  },
  'rollback.keys.answer': {
    en: 'Answer a plan’s question: yes, no',
    fr: 'Répondre à la question d’un plan : oui, non',
  },
  'rollback.keys.digits': {
    en: 'How it is gone by; the way, where a step asks',
    fr: 'Comment le parcourir ; la voie, quand une étape la demande',
  },
  'rollback.keys.retry': { en: 'Do the step again', fr: 'Refaire l’étape' },
  'rollback.keys.verify': { en: 'Look again', fr: 'Revérifier' },
  'rollback.keys.wait': { en: 'Give it more time', fr: 'Attendre' },
  'rollback.keys.alternative': { en: 'Take the other way', fr: 'Prendre l’autre voie' },
  'rollback.keys.skip': {
    en: 'Leave the step out, with a reason',
    fr: 'Sauter l’étape, avec une raison',
  },
  'rollback.keys.hand': { en: 'Hand over, take over', fr: 'Passer la main, la prendre' },
  'rollback.keys.abort': { en: 'Give up, with a reason', fr: 'Abandonner, avec une raison' },
} as const
