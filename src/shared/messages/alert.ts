/** What the alert board can say. */
export const alertMessages = {
  'alert.paused': {
    en: 'Nobody asks: its monitor is paused.',
    fr: 'Personne ne l’interroge : sa surveillance est en pause.',
  },
  'alert.not-watched': {
    en: 'Nobody asks any more.',
    fr: 'Plus personne ne l’interroge.',
  },
  'alert.late': {
    en: 'It should have been asked again by now.',
    fr: 'Elle aurait déjà dû être interrogée de nouveau.',
  },
} as const
