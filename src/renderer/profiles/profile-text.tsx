import { useRef } from 'react'

import { Verdict } from '../parts/verdict.tsx'
import { useText } from '../state/hooks.ts'
import type { ProfileProblem } from './profile-document.ts'

interface ProfileTextProps {
  text: string
  problems: readonly ProfileProblem[]
  onChange: (text: string) => void
}

/** The YAML itself, with what is wrong in it and where. */
export function ProfileText({ text, problems, onChange }: ProfileTextProps) {
  const t = useText()
  const area = useRef<HTMLTextAreaElement>(null)

  function goTo(line: number): void {
    const lines = text.split('\n')
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
    area.current?.focus()
    area.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  }
  return (
    <section className="profile-text" aria-label={t('profile.text')}>
      <textarea
        ref={area}
        className="mono"
        aria-label={t('profile.text')}
        aria-invalid={problems.length > 0 || undefined}
        spellCheck={false}
        wrap="off"
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="profile-problems" role="status">
        {problems.length === 0 ? (
          <Verdict tone="go" word={t('profile.valid')} />
        ) : (
          <ul>
            {problems.map((problem, index) => (
              <li key={index}>
                <button
                  type="button"
                  className="link"
                  disabled={problem.line === undefined}
                  onClick={() => problem.line !== undefined && goTo(problem.line)}
                >
                  <span className="v nogo">
                    <i aria-hidden="true">▲</i>
                    {problem.line !== undefined && t('detail.line', { line: problem.line })}
                  </span>{' '}
                  {problem.path !== '' && <code>{problem.path}</code>} {problem.text}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
