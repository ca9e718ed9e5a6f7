import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'

import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

interface CopyButtonProps {
  text: string
  label?: string
  /** What it copies, for those who do not see where it stands. */
  about?: string
  onCopied?: () => void
}

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label, about, onCopied }: CopyButtonProps) {
  const t = useText()
  const { ui } = useSession()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), 1_500)
    return () => clearTimeout(timer)
  }, [copied])

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      onCopied?.()
    } catch {
      ui.toast({ tone: 'nogo', text: t('common.copy-failed') })
    }
  }
  const Icon = copied ? Check : Copy
  return (
    <button
      type="button"
      className={label === undefined ? 'quiet icon' : ''}
      aria-label={label === undefined ? t(copied ? 'common.copied' : 'common.copy') : about}
      title={label === undefined ? t('common.copy') : undefined}
      onClick={() => void copy()}
    >
      <Icon size={14} aria-hidden="true" />
      {label !== undefined && (copied ? t('common.copied') : label)}
    </button>
  )
}
