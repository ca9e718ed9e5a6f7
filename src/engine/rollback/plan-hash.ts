import type { CheckSpec } from '../../shared/model/check.ts'
import type { RollbackPlan, Verification } from '../../shared/model/rollback.ts'
import { canonicalJson, sha256 } from '../store/canonical.ts'

/** Names a plan by what it does: where it stands in the runbook's text does not count. */
export function planHash({ line: _line, steps, done, ...plan }: RollbackPlan): string {
  return sha256(
    canonicalJson({
      ...plan,
      steps: steps.map(({ line: _at, action, verify, ...step }) => ({
        ...step,
        action: action.kind === 'check' ? { ...action, check: withoutPlace(action.check) } : action,
        verify: verify.map(verificationWithoutPlace),
      })),
      done: done.map(verificationWithoutPlace),
    }),
  )
}

const verificationWithoutPlace = (verification: Verification) =>
  verification.kind === 'check'
    ? { ...verification, check: withoutPlace(verification.check) }
    : verification

const withoutPlace = ({ line: _line, column: _column, ...check }: CheckSpec) => check
