import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

import { useText } from '../state/hooks.ts'
import { useReturnFocus } from './use-return-focus.ts'

interface DialogProps {
  title: string
  about?: ReactNode
  wide?: boolean
  onClose: () => void
  /** Buttons, right to left by importance. */
  footer?: ReactNode
  children?: ReactNode
  /** Given: the content is a form, and Enter sends it. */
  onSubmit?: () => void
}

/**
 * A modal dialog. The shade is our own and not the library's overlay, which writes a style element
 * that the content security policy refuses.
 */
export function Dialog({ title, about, wide, onClose, footer, children, onSubmit }: DialogProps) {
  const t = useText()
  const returnFocus = useReturnFocus()
  const body = (
    <>
      <header>
        <div>
          <Primitive.Title>{title}</Primitive.Title>
          {about !== undefined && (
            <Primitive.Description asChild>
              <div className="dim">{about}</div>
            </Primitive.Description>
          )}
        </div>
        <Primitive.Close asChild>
          <button type="button" className="quiet icon" aria-label={t('common.close')}>
            <X size={16} aria-hidden="true" />
          </button>
        </Primitive.Close>
      </header>
      <div className="content">{children}</div>
      {footer !== undefined && <footer>{footer}</footer>}
    </>
  )
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <div className="overlay fade-in" />
        <Primitive.Content
          asChild
          onOpenAutoFocus={focusFirstField}
          onCloseAutoFocus={returnFocus}
          {...(about === undefined ? { 'aria-describedby': undefined } : {})}
        >
          {onSubmit ? (
            <form
              className={`dialog fade-in${wide ? ' wide' : ''}`}
              onSubmit={(event) => {
                event.preventDefault()
                onSubmit()
              }}
            >
              {body}
            </form>
          ) : (
            <div className={`dialog fade-in${wide ? ' wide' : ''}`}>{body}</div>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** A dialog that asks for something starts in its first field, not on its close button. */
function focusFirstField(event: Event): void {
  const { target } = event
  if (!(target instanceof HTMLElement)) return
  const field = target.querySelector<HTMLElement>('.content :is(input, textarea, select)')
  if (!field) return
  event.preventDefault()
  field.focus()
}
