export const lessonTexts = {
  'lesson.title': { en: 'Lessons learned', fr: 'Leçons apprises' },
  'lesson.none': {
    en: 'Nothing yet. What should be kept, and what should be done otherwise next time?',
    fr: 'Rien pour l’instant. Que faut-il garder, et que faire autrement la prochaine fois ?',
  },
  'lesson.add': { en: 'Add…', fr: 'Ajouter…' },
  'lesson.add-title': { en: 'Add a lesson', fr: 'Ajouter une leçon' },
  'lesson.add-about': {
    en: 'It stands in the report. With a name, Home reminds of it until it is done.',
    fr: 'Elle figure dans le rapport. Avec un nom, l’accueil la rappelle jusqu’à ce qu’elle soit faite.',
  },
  'lesson.what': { en: 'What was learned', fr: 'Ce que nous avons appris' },
  'lesson.owner': { en: 'Who does something about it', fr: 'Qui s’en occupe' },
  'lesson.until': { en: 'Until', fr: 'D’ici le' },
} as const
