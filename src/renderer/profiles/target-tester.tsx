import { PlugZap } from 'lucide-react'
import { useState } from 'react'

import type { TargetKind } from '../../shared/model/profile.ts'
import type { TargetTest } from '../../shared/rpc/views.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { useAsk } from '../parts/use-ask.ts'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useSay, useText } from '../state/hooks.ts'
import { formatDuration } from '../text/format.ts'

/** Tries one target as the text names it now, saved or not, and says plainly what came of it. */
export function TargetTester({
  profile,
  text,
  kind,
  target,
}: {
  /** Its name: secrets of the vault are kept by it. */
  profile: string
  text: string
  kind: TargetKind
  target: string
}) {
  const t = useText()
  const [result, setResult] = useState<TargetTest>()
  const { ask, busy, failure } = useAsk()

  async function test(): Promise<void> {
    setResult(undefined)
    const answer = await ask('profile.test', { profile, text, kind, target })
    if (answer) setResult(answer.value)
  }
  return (
    <div className="tester">
      <button
        type="button"
        className="quiet"
        disabled={busy}
        aria-label={`${t('profile.test')} ${target}`}
        onClick={() => void test()}
      >
        <PlugZap size={14} aria-hidden="true" />
        {t(busy ? 'profile.testing' : 'profile.test')}
      </button>
      <div className="tester-result" role="status">
        {result && <TestResult result={result} />}
        {failure && <FailureNote failure={failure} />}
      </div>
    </div>
  )
}

function TestResult({ result }: { result: TargetTest }) {
  const say = useSay()
  const locale = useLocale()
  const { passed, message, measurement } = result
  const tone = passed ? 'go' : measurement?.kind === 'unmeasurable' ? 'unknown' : 'nogo'
  return (
    <>
      <Verdict tone={tone} word={say(message)} />
      {measurement && (
        <span className="dim mono">
          {measurement.target} · {formatDuration(measurement.durationMs, locale)}
          {measurement.kind === 'unmeasurable' &&
            measurement.detail !== undefined &&
            ` · ${measurement.detail}`}
        </span>
      )}
    </>
  )
}
