/** What is said of rollback plans when a runbook opens: each says what to do about it. */
export const rollbackPlanMessages = {
  'rollback-plan.no-action': {
    en: 'This step does nothing. It needs one of: {expected}.',
    fr: 'Cette étape ne fait rien. Il lui faut l’un de : {expected}.',
  },
  'rollback-plan.two-actions': {
    en: 'One thing only is done here; this has {found}. Make two of it.',
    fr: 'Une seule chose se fait ici ; il y a {found}. Séparez-les.',
  },
  'rollback-plan.option': {
    en: '“{option}” goes with: {owner}.',
    fr: '« {option} » va avec : {owner}.',
  },
  'rollback-plan.one-of': {
    en: '“{action}” needs exactly one of: {expected}.',
    fr: '« {action} » demande exactement l’un de : {expected}.',
  },
  'rollback-plan.duplicate-id': {
    en: 'Another rollback plan is already called “{id}”. Give this one a name of its own.',
    fr: 'Un autre plan de rollback s’appelle déjà « {id} ». Donnez-lui un autre nom.',
  },
  'rollback-plan.duplicate-step': {
    en: 'Another step of this plan is already called “{id}”. Give this one an “id” of its own.',
    fr: 'Une autre étape de ce plan s’appelle déjà « {id} ». Donnez à celle-ci un « id » à elle.',
  },
  'rollback-plan.duplicate-verification': {
    en: 'Another verification here is already called “{id}”. Give this one a name of its own.',
    fr: 'Une autre vérification s’appelle déjà « {id} » ici. Donnez-lui un autre nom.',
  },
  'rollback-plan.reserved-id': {
    en: 'No step can be called “{id}”: as a way on it means the end or the safe state.',
    fr: 'Une étape ne peut pas s’appeler « {id} » : comme suite, ce mot désigne la fin ou l’état sûr.',
  },
  'rollback-plan.unknown-step': {
    en: 'There is no step “{step}” in this plan. Write the id of a step, “end” or “stop”.',
    fr: 'Ce plan n’a pas d’étape « {step} ». Écrivez l’id d’une étape, « end » ou « stop ».',
  },
  'rollback-plan.unreachable': {
    en: 'No way leads to the step “{step}”. Name it in a “next”, or take it out.',
    fr: 'Aucun chemin ne mène à l’étape « {step} ». Nommez-la dans un « next », ou retirez-la.',
  },
  'rollback-plan.loop': {
    en: 'These steps lead to each other for ever: {steps}. Put a “decide” among them, or another “next”.',
    fr: 'Ces étapes se renvoient l’une à l’autre sans fin : {steps}. Ajoutez-y un « decide », ou changez un « next ».',
  },
  'rollback-plan.stuck': {
    en: 'From the step “{step}” neither the end nor a stop can be reached. Let one of its ways lead there.',
    fr: 'Depuis l’étape « {step} », ni la fin ni un arrêt n’est atteignable. Faites-y mener l’un de ses chemins.',
  },
  'rollback-plan.no-end': {
    en: 'No way through this plan leads to its end. Let a “next” be “end”.',
    fr: 'Aucun chemin de ce plan ne mène à sa fin. Mettez « end » dans un « next ».',
  },
  'rollback-plan.no-verification': {
    en: '“{step}” changes something and nothing verifies it. Add “verify”, or say why not with “unverified”.',
    fr: '« {step} » modifie quelque chose et rien ne le vérifie. Ajoutez « verify », ou dites pourquoi avec « unverified ».',
  },
  'rollback-plan.verified-and-not': {
    en: 'This step has “verify” and “unverified”. Keep one of them.',
    fr: 'Cette étape a « verify » et « unverified ». Gardez l’un des deux.',
  },
  'rollback-plan.point-of-no-return': {
    en: 'After “{step}” there is no way back, and nothing verifies it before more is changed. Add “verify” to it, or a “wait-until” right after it.',
    fr: 'Après « {step} », plus de retour possible, et rien ne la vérifie avant que d’autres choses changent. Ajoutez-lui « verify », ou un « wait-until » juste après.',
  },
  'rollback-plan.budget-below': {
    en: 'The longest way takes {sum, number} s as expected, and the budget is {budget, number} s. Raise the budget, or make the plan shorter.',
    fr: 'Le chemin le plus long dure {sum, number} s d’après les durées prévues, et le budget est de {budget, number} s. Augmentez le budget, ou raccourcissez le plan.',
  },
  'rollback-plan.timeout-below': {
    en: 'It is expected to take {expected, number} s and would be cut off after {timeout, number} s. Raise “timeout”.',
    fr: 'Elle doit durer {expected, number} s et serait coupée après {timeout, number} s. Augmentez « timeout ».',
  },
  'rollback-plan.done-empty': {
    en: 'Nothing says when this plan has brought it back. Add “done”: what must hold in the end.',
    fr: 'Rien ne dit quand ce plan a abouti. Ajoutez « done » : ce qui doit tenir à la fin.',
  },
  'rollback-plan.no-look': {
    en: 'Nothing is looked at here. It needs one of: {expected}.',
    fr: 'Rien n’est observé ici. Il faut l’un de : {expected}.',
  },
  'rollback-plan.verification-changes': {
    en: '“{title}” does not only read, as far as is known. A verification is done again and again, unasked: take a check that reads.',
    fr: '« {title} » ne fait pas que lire, pour ce qu’on en sait. Une vérification est répétée sans rien demander : prenez un contrôle qui lit.',
  },
  'rollback-plan.too-often': {
    en: '{times, number} times, every {every, number} s, do not fit into {within, number} s. Raise “within”.',
    fr: '{times, number} fois, toutes les {every, number} s, ne tiennent pas en {within, number} s. Augmentez « within ».',
  },
  'rollback-plan.within-below-window': {
    en: 'A window of {window, number} s cannot be filled within {within, number} s. Raise “within”.',
    fr: 'Une fenêtre de {window, number} s ne se remplit pas en {within, number} s. Augmentez « within ».',
  },
} as const
