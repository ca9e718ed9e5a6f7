/** Who leads a way back, and who goes on with it. */
export const rollbackLeadTexts = {
  'rollback.led-by': { en: 'led by {driver}', fr: 'mené par {driver}' },
  'rollback.awaited': {
    en: '{name} was named to lead this rollback: whoever goes on takes it over, under their own name (T).',
    fr: '{name} a été désigné pour mener ce retour : pour continuer, reprenez-le sous votre nom (T).',
  },
  'rollback.hand-over-title': { en: 'Hand over the rollback', fr: 'Passer la main' },
  'rollback.hand-over-about': {
    en: 'From then on this person leads it. What runs goes on.',
    fr: 'Cette personne le mène dès lors. Ce qui tourne continue.',
  },
  'rollback.hand-over-to': { en: 'To whom', fr: 'À qui' },
  'rollback.hand-over-do': { en: 'Hand over', fr: 'Passer la main' },
  'rollback.take-run-over': { en: 'Go on with it here…', fr: 'Continuer ici…' },
  'rollback.take-run-over-title': {
    en: 'Go on with this run on this laptop',
    fr: 'Continuer cette exécution sur ce poste',
  },
  'rollback.take-run-over-about': {
    en: 'Whoever exported it must let go of it: two that go on are two histories, and neither takes the other in.',
    fr: 'La personne qui l’a exportée doit s’arrêter là : continuer des deux côtés donnerait deux historiques que rien ne peut réunir.',
  },
  'rollback.take-run-over-do': { en: 'Go on here', fr: 'Continuer ici' },
  'rollback.take-over-title': { en: 'Take over the rollback', fr: 'Prendre la main' },
  'rollback.take-over-about': {
    en: '{driver} leads it now. From then on only this window can act.',
    fr: '{driver} le mène. Ensuite, seule cette fenêtre pourra agir.',
  },
  'rollback.take-over-do': { en: 'Take over', fr: 'Prendre la main' },
  'rollback.elsewhere': {
    en: '{driver} leads this rollback in another window.',
    fr: '{driver} mène ce retour dans une autre fenêtre.',
  },
} as const
