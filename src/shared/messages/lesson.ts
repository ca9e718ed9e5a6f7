/** What is said of lessons learned. */
export const lessonMessages = {
  'lesson.learned': { en: 'Lesson learned: {text}', fr: 'Leçon apprise : {text}' },
  'lesson.learned-to-do': {
    en: 'Lesson learned: {text} (to be done by {owner}{due, select, none {} other {, by {due, date, medium}}})',
    fr: 'Leçon apprise : {text} (à faire par {owner}{due, select, none {} other { d’ici le {due, date, medium}}})',
  },
  'lesson.done': { en: 'Done: {text}', fr: 'Fait : {text}' },
  'lesson.line': {
    en: '{text} ({owner}{due, select, none {} other {, by {due, date, medium}}}{done, select, no {} other {, done {done}}})',
    fr: '{text} ({owner}{due, select, none {} other {, d’ici le {due, date, medium}}}{done, select, no {} other {, fait le {done}}})',
  },
  'lesson.nobody': {
    en: 'Name who does it, or leave the day out',
    fr: 'Nommez qui le fait, ou laissez la date vide',
  },
  'lesson.unknown': {
    en: 'This lesson is not there any more, or is done already',
    fr: 'Cette leçon n’est plus là, ou elle est déjà faite',
  },
} as const
