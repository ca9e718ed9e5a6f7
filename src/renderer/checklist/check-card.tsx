import type { CheckSpec } from '../../shared/model/check.ts'
import type { CheckPreview } from '../../shared/rpc/views.ts'
import { Code } from '../parts/code.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { CheckVerdictMark, Verdict } from '../parts/verdict.tsx'
import type { Loaded } from '../state/documents.ts'
import { useItemStatus, useLocale, useSay, useText } from '../state/hooks.ts'
import { formatDuration, formatShort } from '../text/format.ts'
import { EvidenceView } from './evidence-view.tsx'

/** One check: what it expects, what would run, and what the last attempt showed. */
export function CheckCard({
  check,
  previews,
}: {
  check: CheckSpec
  previews: Loaded<CheckPreview[]> | undefined
}) {
  const t = useText()
  const preview =
    previews?.state === 'ready'
      ? previews.value.find((each) => each.checkId === check.id)
      : undefined
  const expect = preview?.expect ?? check.expect
  const result = useItemStatus(check.itemId)?.results.find((each) => each.checkId === check.id)
  return (
    <article className={`panel check ${result?.verdict ?? ''}`}>
      <header>
        <h2 className="cut">{check.title ?? t('check.title')}</h2>
        <span className="tag mono">{check.kind}</span>
        {check.origin !== 'fence' && (
          <span className="tag">{t(`check.origin.${check.origin}`)}</span>
        )}
        <span className="note">{result && <CheckVerdictMark verdict={result.verdict} />}</span>
      </header>
      <dl className="pairs">
        {expect !== undefined && (
          <>
            <dt>{t('check.expected')}</dt>
            <dd>
              <code>{expect}</code>
            </dd>
          </>
        )}
        {preview && (
          <>
            <dt>{t('check.target')}</dt>
            <dd className="mono">{preview.target}</dd>
          </>
        )}
      </dl>
      {preview && (
        <div className="check-run">
          <Code text={preview.command} copy />
          {preview.danger !== 'read' && (
            <Verdict
              tone={preview.danger === 'destroy' ? 'nogo' : 'pending'}
              word={t(`danger.${preview.danger}`)}
            />
          )}
          {preview.problem && <CannotRun preview={preview} />}
        </div>
      )}
      {previews?.state === 'failed' && (
        <div className="check-run">
          <FailureNote failure={previews.failure} />
        </div>
      )}
      {result ? (
        <Result key={result.evidenceHash} result={result} />
      ) : (
        <p className="check-foot dim">{t('check.never')}</p>
      )}
    </article>
  )
}

function CannotRun({ preview }: { preview: CheckPreview }) {
  const say = useSay()
  return preview.problem ? (
    <div className="note-box unknown">
      <Verdict tone="unknown" word={say(preview.problem)} />
    </div>
  ) : null
}

function Result({
  result,
}: {
  result: NonNullable<ReturnType<typeof useItemStatus>>['results'][number]
}) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  return (
    <div className={`check-result ${result.verdict}`}>
      <div className="line">
        <b className="grow">{say(result.reason)}</b>
        <span className="dim nowrap">
          {formatShort(result.at, locale)} · {formatDuration(result.durationMs, locale)}
        </span>
      </div>
      <details open={result.verdict !== 'passed'}>
        <summary>{t('evidence.title')}</summary>
        <EvidenceView hash={result.evidenceHash} />
      </details>
    </div>
  )
}
