import { useEffect } from 'react'

import { useHead, useLocale, useSettings } from '../state/hooks.ts'

/** Language and theme belong to the document, so that everything drawn in it follows. */
export function useDocumentLook(): void {
  const locale = useLocale()
  const theme = useSettings()?.theme ?? 'system'
  const run = useHead()?.title
  useEffect(() => {
    document.documentElement.lang = locale
  }, [locale])
  useEffect(() => {
    document.title = run === undefined ? 'Warroom' : `${run} · Warroom`
  }, [run])
  useEffect(() => {
    const wantsLight = window.matchMedia('(prefers-color-scheme: light)')
    const apply = () => {
      const shown = theme === 'system' ? (wantsLight.matches ? 'light' : 'dark') : theme
      document.documentElement.dataset['theme'] = shown
    }
    apply()
    wantsLight.addEventListener('change', apply)
    return () => wantsLight.removeEventListener('change', apply)
  }, [theme])
}
