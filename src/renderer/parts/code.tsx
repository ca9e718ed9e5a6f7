import { CopyButton } from './copy-button.tsx'

/** What a machine reads or says: as text, never as markup. */
export function Code({ text, copy }: { text: string; copy?: boolean }) {
  return (
    <div className={`code${copy ? ' copyable' : ''}`}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolled text must be reachable by keyboard */}
      <pre tabIndex={0}>{text}</pre>
      {copy && <CopyButton text={text} />}
    </div>
  )
}
