import type { Locale } from '../../shared/messages/message.ts'
import { useText } from '../state/hooks.ts'

const languages: readonly { locale: Locale; name: string }[] = [
  { locale: 'fr', name: 'Français' },
  { locale: 'en', name: 'English' },
]

/** In which language a text for others is wanted, whichever the window speaks. */
export function LanguageChoice({
  value,
  onChange,
}: {
  value: Locale
  onChange: (locale: Locale) => void
}) {
  const t = useText()
  return (
    <div className="segmented" role="group" aria-label={t('incident.language')}>
      {languages.map(({ locale, name }) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={locale === value}
          onClick={() => onChange(locale)}
        >
          {name}
        </button>
      ))}
    </div>
  )
}
