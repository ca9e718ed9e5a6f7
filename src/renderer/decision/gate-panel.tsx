import { Signature } from 'lucide-react'

import type { BudgetReading } from '../../shared/model/budget.ts'
import type {
  Criterion,
  CriterionEvaluation,
  GateSignature,
  GateStatus,
} from '../../shared/model/gate.ts'
import { basisWords, burnWords, leftWords, remainingWords } from '../budgets/budget-words.ts'
import { OfferIncident } from '../incident/offer-incident.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useHead, useLocale, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { formatNumber, formatShort } from '../text/format.ts'
import { toneOfGate } from './gate-tone.ts'

/** One gate: its verdict, every criterion with its arithmetic, and the signatures under it. */
export function GatePanel({ status }: { status: GateStatus }) {
  const t = useText()
  const locale = useLocale()
  const { ui } = useSession()
  const head = useHead()
  const { gate, evaluation, signatures, missing, decision, since } = status
  const canSign = head !== undefined && !head.imported && head.closedAt === undefined
  const byId = new Map(evaluation?.criteria.map((one) => [one.criterionId, one]))
  return (
    <section className="panel gate" aria-label={gate.title}>
      <header>
        <h2>{gate.title}</h2>
        <span className="note line" role="status">
          {evaluation ? (
            <>
              <span className="dim">
                {evaluation.earliestGoAt !== undefined
                  ? t('gate.earliest', { at: formatShort(evaluation.earliestGoAt, locale) })
                  : since !== undefined && t('gate.since', { at: formatShort(since, locale) })}
              </span>
              <Verdict
                badge
                tone={toneOfGate[evaluation.verdict]}
                word={t(`gate.${evaluation.verdict}`)}
              />
            </>
          ) : (
            <span className="dim">{t('gate.not-evaluated')}</span>
          )}
        </span>
      </header>
      {gate.criteria.map((criterion) => (
        <CriterionRow key={criterion.id} criterion={criterion} found={byId.get(criterion.id)} />
      ))}
      <footer className="body stack">
        {decision && (
          <b>{t('gate.stands', { decision: t(`gate.decision.${decision.decision}`) })}</b>
        )}
        {missing.length > 0 && (
          <span className="dim">{t('gate.missing', { roles: missing.join(', ') })}</span>
        )}
        {signatures.length > 0 && (
          <ul aria-label={t('gate.signatures')}>
            {signatures.map((signature) => (
              <SignatureRow key={signature.seq} signature={signature} />
            ))}
          </ul>
        )}
        {canSign && (
          <div className="line wrap">
            <button
              type="button"
              className="primary"
              disabled={!evaluation}
              onClick={() => ui.open({ kind: 'decide', gateId: gate.id })}
            >
              <Signature size={14} aria-hidden="true" />
              {t('gate.decide')}
            </button>
            {evaluation?.verdict === 'no-go' && <OfferIncident gateId={gate.id} />}
          </div>
        )}
      </footer>
    </section>
  )
}

function CriterionRow({
  criterion,
  found,
}: {
  criterion: Criterion
  found: CriterionEvaluation | undefined
}) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  const window = found?.window
  const budget = found?.budget
  return (
    <div className="row criterion">
      {found ? (
        <Verdict tone={toneOfGate[found.verdict]} word={t(`gate.${found.verdict}`)} />
      ) : (
        <Verdict tone="idle" word="—" />
      )}
      <div>
        <span>
          {criterion.title}
          {'require' in criterion && <code className="dim"> {criterion.require}</code>}
          {!criterion.blocking && <span className="dim"> · {t('gate.advisory')}</span>}
        </span>
        {found && <div className="dim">{say(found.reason)}</div>}
        {window && <div className="dim">{say(window.arithmetic)}</div>}
        {budget && <BudgetLine criterion={criterion} reading={budget} />}
      </div>
      <span className="num dim">
        {window && (
          <>
            <meter min={0} max={1} value={window.coverage} aria-label={t('gate.coverage')} />
            <span>
              {t('gate.samples', { count: window.samples })} ·{' '}
              {formatNumber(window.coverage * 100, locale, 0)} %
            </span>
          </>
        )}
        {budget?.remaining !== undefined && (
          <>
            <meter
              min={0}
              max={1}
              value={Math.max(0, budget.remaining)}
              aria-label={t('gate.budget-left')}
            />
            <span>{remainingWords(budget, { t, locale })}</span>
          </>
        )}
      </span>
    </div>
  )
}

/** What the budget is, how much failure it has room for, and what one failure weighs. */
function BudgetLine({ criterion, reading }: { criterion: Criterion; reading: BudgetReading }) {
  const t = useText()
  const say = useSay()
  const locale = useLocale()
  if (criterion.kind !== 'budget') return null
  const asked = { target: criterion.target, windowSeconds: criterion.budgetSeconds }
  const words = [
    ...basisWords(asked, reading, { t, locale }),
    ...(reading.total > 0 ? [leftWords(reading, t), burnWords(reading, { t, locale })] : []),
  ]
  return (
    <>
      <div className="dim">{words.join(' · ')}</div>
      {reading.total > 0 && <div className="dim">{say(reading.arithmetic)}</div>}
    </>
  )
}

function SignatureRow({ signature }: { signature: GateSignature }) {
  const t = useText()
  const locale = useLocale()
  const { by, role, decision, at, override, reason } = signature
  const word = t(`gate.decision.${decision}`)
  return (
    <li>
      {t('gate.signed', { by, role: role || '—', decision: word, at: formatShort(at, locale) })}
      {override && <b> · {t('gate.overridden', { verdict: t(`gate.${override}`) })}</b>}
      {reason !== undefined && <span className="dim"> · {reason}</span>}
    </li>
  )
}
