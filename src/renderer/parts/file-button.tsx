import { useRef } from 'react'
import type { ReactNode } from 'react'

interface FileButtonProps {
  accept: string
  className?: string
  onFile: (file: File) => void
  children: ReactNode
}

/** A button that lets the user choose a file. */
export function FileButton({ accept, className, onFile, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className={className} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        onChange={(event) => {
          const file = event.target.files?.[0]
          // Choosing the same file again must count as a choice.
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
    </>
  )
}
