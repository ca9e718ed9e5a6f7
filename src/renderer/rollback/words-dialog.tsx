import { useState, type ReactNode } from 'react'

import type { Failure } from '../../shared/result.ts'
import { PeopleOptions } from '../checklist/people-options.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Field } from '../parts/field.tsx'
import { SendButtons } from '../parts/send-buttons.tsx'

interface WordsDialogProps {
  title: string
  about: ReactNode
  /** Asks for a person, with this as the answer so far. */
  name?: { label: string; value: string }
  /** Asks why. */
  reason?: { label: string; isNeeded: boolean }
  confirm: string
  isDanger?: boolean
  busy: boolean
  failure: Failure | undefined
  onConfirm: (words: { name: string; reason: string }) => void
  onClose: () => void
}

/** Asks for a person, a reason, or both, before something is done with the rollback. */
export function WordsDialog(props: WordsDialogProps) {
  const { title, about, confirm, isDanger, busy, failure, onConfirm, onClose } = props
  const [name, setName] = useState(props.name?.value ?? '')
  const [reason, setReason] = useState('')
  const isReady =
    !busy &&
    (props.name === undefined || name.trim() !== '') &&
    (props.reason?.isNeeded !== true || reason.trim() !== '')
  return (
    <Dialog
      title={title}
      about={about}
      onClose={onClose}
      onSubmit={() => isReady && onConfirm({ name: name.trim(), reason: reason.trim() })}
      footer={
        <SendButtons
          label={confirm}
          keys="⏎"
          disabled={!isReady}
          isDanger={isDanger === true}
          onCancel={onClose}
        />
      }
    >
      {props.name && (
        <>
          <Field label={props.name.label}>
            {(control) => (
              <input
                {...control}
                list="people"
                maxLength={120}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <PeopleOptions id="people" />
        </>
      )}
      {props.reason && (
        <Field label={props.reason.label}>
          {(control) => (
            <input
              {...control}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      )}
      {failure && <FailureNote failure={failure} />}
    </Dialog>
  )
}
