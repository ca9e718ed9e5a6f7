import { app } from 'electron'

import type { Locale, Translations } from '../shared/messages/message.ts'

/** What main itself says: its menu and its one dialog. The screens have their own words. */
const words = {
  file: { en: 'File', fr: 'Fichier' },
  quit: { en: 'Quit Warroom', fr: 'Quitter Warroom' },
  edit: { en: 'Edit', fr: 'Édition' },
  undo: { en: 'Undo', fr: 'Annuler' },
  redo: { en: 'Redo', fr: 'Rétablir' },
  cut: { en: 'Cut', fr: 'Couper' },
  copy: { en: 'Copy', fr: 'Copier' },
  paste: { en: 'Paste', fr: 'Coller' },
  selectAll: { en: 'Select All', fr: 'Tout sélectionner' },
  view: { en: 'View', fr: 'Affichage' },
  reload: { en: 'Reload', fr: 'Recharger' },
  wall: { en: 'Wall Screen', fr: 'Écran mural' },
  developerTools: { en: 'Developer Tools', fr: 'Outils de développement' },
  actualSize: { en: 'Actual Size', fr: 'Taille réelle' },
  zoomIn: { en: 'Zoom In', fr: 'Agrandir' },
  zoomOut: { en: 'Zoom Out', fr: 'Réduire' },
  fullScreen: { en: 'Full Screen', fr: 'Plein écran' },
  window: { en: 'Window', fr: 'Fenêtre' },
  minimize: { en: 'Minimize', fr: 'Placer dans la barre' },
  close: { en: 'Close', fr: 'Fermer' },
  alreadyOpen: {
    en: 'Warroom is already open on this data folder.',
    fr: 'Warroom est déjà ouvert sur ce dossier de données.',
  },
  alreadyOpenDetail: {
    en: 'Only one Warroom at a time may change it. A second window on it is read-only.',
    fr: 'Un seul Warroom à la fois peut le modifier. Une deuxième fenêtre y est en lecture seule.',
  },
  showOpenWindow: { en: 'Show the Open Window', fr: 'Afficher la fenêtre ouverte' },
  openReadOnly: { en: 'Open Read-Only', fr: 'Ouvrir en lecture seule' },
} satisfies Record<string, Translations>

/** Says one of main's words in the system's language. After `app` is ready. */
export function say(word: keyof typeof words): string {
  const locale: Locale = app.getLocale().startsWith('fr') ? 'fr' : 'en'
  return words[word][locale]
}
