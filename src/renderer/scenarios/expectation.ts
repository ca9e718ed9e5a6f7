import type { ScenarioStep } from '../../shared/model/scenario.ts'
import { assertNever } from '../../shared/result.ts'
import type { Translate } from '../text/translate.ts'

/** What a step expects: what a machine reads, and the rest in words. */
export interface Expectation {
  code?: string
  words?: string
}

/** What must hold after a step; nothing where it expects nothing. */
export function expectationOf(
  step: ScenarioStep,
  t: Translate,
  duration: (ms: number) => string,
): Expectation {
  switch (step.kind) {
    case 'check': {
      const { withinMs, check } = step
      const words =
        withinMs === undefined
          ? check.expect === undefined && t('scenarios.expect-default')
          : t('scenarios.expect-within', { within: duration(withinMs) })
      return {
        ...(check.expect === undefined ? {} : { code: check.expect }),
        ...(words === false ? {} : { words }),
      }
    }
    case 'log': {
      const { match, inOrder, containing, times, tail, withinMs } = step
      const within = duration(withinMs)
      const words = inOrder
        ? t('scenarios.expect-log-in-order', { tail, within })
        : times === undefined
          ? t('scenarios.expect-log', { tail, within })
          : withinMs === 0
            ? t('scenarios.expect-log-so-far', { tail, times })
            : t('scenarios.expect-log-times', { tail, within, times })
      const sought = inOrder ? inOrder.join('  →  ') : match
      return { code: containing === undefined ? sought : `${sought}  …  ${containing}`, words }
    }
    case 'wait':
      return { words: t('scenarios.expect-wait', { duration: duration(step.ms) }) }
    case 'repeat': {
      const words = t(step.isParallel ? 'scenarios.expect-at-once' : 'scenarios.expect-repeat', {
        times: step.times,
      })
      return step.expect === undefined ? { words } : { code: step.expect, words }
    }
    case 'queue-moved': {
      const { up, back, withinMs } = step
      const within = duration(withinMs)
      return {
        words:
          back === undefined
            ? t('scenarios.expect-queue', { up, within })
            : t('scenarios.expect-queue-back', { up, back, within }),
      }
    }
    case 'stayed-up':
      return { code: step.checkId, words: t('scenarios.expect-stayed-up') }
    case 'ask':
      return { words: step.question }
    default:
      return assertNever(step)
  }
}
