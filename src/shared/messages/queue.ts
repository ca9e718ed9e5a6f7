/** What queues can say. */
export const queueMessages = {
  'queue.over-budget': {
    en: 'Warroom itself held its commands to {target} back for {waited, number} s of {seconds, number} s: all checks together ask more of it than the settings allow in a second.',
    fr: 'Warroom a lui-même retenu ses commandes vers {target} pendant {waited, number} s sur {seconds, number} s : l’ensemble des contrôles lui en demande plus par seconde que les réglages n’en permettent.',
  },
  'queue.forecast.never-read': {
    en: 'It has not been read yet.',
    fr: 'Elle n’a pas encore été lue.',
  },
  'queue.forecast.stale': {
    en: 'It was not read lately, so nothing is foretold.',
    fr: 'Elle n’a pas été lue récemment : aucune prévision.',
  },
  'queue.forecast.no-depth': {
    en: 'Its depth could not be read.',
    fr: 'Sa profondeur n’a pas pu être lue.',
  },
  'queue.forecast.paused': {
    en: 'It is paused: nothing leaves it.',
    fr: 'Elle est en pause : rien n’en sort.',
  },
  'queue.forecast.empty': { en: 'Nothing is in line.', fr: 'Rien n’attend.' },
  'queue.forecast.few-looks': {
    en: 'Too early to say: {looks} of the {needed} looks in a row that it takes.',
    fr: 'Trop tôt pour le dire : {looks, plural, one {# lecture d’affilée} other {# lectures d’affilée}} sur les {needed} nécessaires.',
  },
  'queue.forecast.growing': {
    en: 'It has grown over the last {seconds, number} s.',
    fr: 'Elle grossit depuis {seconds, number} s.',
  },
  'queue.forecast.draining': {
    en: 'If it goes on as over the last {seconds, number} s.',
    fr: 'Si elle continue comme depuis {seconds, number} s.',
  },
  'queue.forecast.still': {
    en: 'Its depth has not changed over the last {seconds, number} s.',
    fr: 'Sa profondeur n’a pas changé depuis {seconds, number} s.',
  },
  'queue.forecast.no-direction': {
    en: 'It went up and down over the last {seconds, number} s, with no clear direction.',
    fr: 'Elle monte et descend depuis {seconds, number} s, sans direction nette.',
  },
  'queue.alarm.no-workers': {
    en: '{name} grows and no worker is there: {depth, number} in line.',
    fr: '{name} grossit et aucun worker n’est là : {depth, number} en attente.',
  },
  'queue.alarm.nothing-done': {
    en: '{name} grows and nothing was finished for {seconds, number} s: {depth, number} in line.',
    fr: '{name} grossit et rien n’a été terminé depuis {seconds, number} s : {depth, number} en attente.',
  },
  'queue.alarm.paused': {
    en: '{name} is paused with {depth, number} in line.',
    fr: '{name} est en pause avec {depth, number} en attente.',
  },
  'queue.alarm.worked-on': {
    en: '{name} is being worked on again: {depth, number} in line.',
    fr: '{name} est de nouveau traitée : {depth, number} en attente.',
  },
  'queue.alarm.emptied': {
    en: '{name} is empty.',
    fr: '{name} est vide.',
  },
  'queue.alarm.resumed': {
    en: '{name} is no longer paused: {depth, number} in line.',
    fr: '{name} n’est plus en pause : {depth, number} en attente.',
  },
  'queue.not-among-read': {
    en: 'It was not among the queues that the last look could read.',
    fr: 'Elle ne figurait pas parmi les files que la dernière lecture a pu voir.',
  },
  'queue.alarm.gone': {
    en: '{name} is no longer watched.',
    fr: '{name} n’est plus surveillée.',
  },
} as const
