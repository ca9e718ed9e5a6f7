export const warRoomTexts = {
  'war-room.no-run-help': {
    en: 'The war room shows a run at a glance: what is to be done now, how everything is, and what just happened.',
    fr: 'La salle montre une exécution d’un coup d’œil : ce qu’il faut faire maintenant, comment tout se porte, et ce qui vient de se passer.',
  },
  'war-room.phase': { en: 'Current phase', fr: 'Phase en cours' },
  'war-room.all-done': {
    en: 'Every item of the runbook is settled.',
    fr: 'Tous les éléments du runbook sont réglés.',
  },
  'war-room.all-monitors': { en: 'Show all', fr: 'Tout voir' },
  'war-room.whole-decision': { en: 'Decide', fr: 'Décider' },
  'war-room.holds': { en: 'holds since {held} / {needed}', fr: 'tient depuis {held} / {needed}' },
  'war-room.wall': { en: 'Wall screen', fr: 'Écran mural' },
  'war-room.whole-timeline': { en: 'Timeline', fr: 'Fil complet' },
} as const
