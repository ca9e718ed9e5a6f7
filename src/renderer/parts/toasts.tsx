import { X } from 'lucide-react'
import { useEffect } from 'react'

import { useText, useUi } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import type { Toast } from '../state/ui.ts'

/** What just happened, for a moment. Failures stay until they are closed. */
export function Toasts() {
  const toasts = useUi((state) => state.toasts)
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const t = useText()
  const { ui } = useSession()
  useEffect(() => {
    if (toast.tone === 'nogo') return undefined
    const timer = setTimeout(() => ui.dropToast(toast.id), 6_000)
    return () => clearTimeout(timer)
  }, [toast, ui])
  return (
    <div className={`toast fade-in ${toast.tone}`}>
      <div className="stack">
        <span>{toast.text}</span>
        {toast.hint !== undefined && <span className="hint">{toast.hint}</span>}
        {toast.cause !== undefined && <span className="cause mono">{toast.cause}</span>}
      </div>
      <button
        type="button"
        className="quiet icon"
        aria-label={t('common.close')}
        onClick={() => ui.dropToast(toast.id)}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  )
}
