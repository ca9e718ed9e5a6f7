/** What queues can say. */
export const queueMessages = {
  'queue.over-budget': {
    en: 'Warroom itself held its commands to {target} back for {waited, number} s of {seconds, number} s: all checks together ask more of it than the settings allow in a second.',
    fr: 'Warroom a lui-même retenu ses commandes vers {target} pendant {waited, number} s sur {seconds, number} s : l’ensemble des contrôles lui en demande plus par seconde que les réglages n’en permettent.',
  },
} as const
