import type { RollbackEventBody } from '../model/rollback-event.ts'
import { assertNever } from '../result.ts'
import { message, type Message } from './message.ts'

/** An event of a rollback in words, and what somebody or something said with it. */
export function rollbackSentence(body: RollbackEventBody): {
  what: Message
  note?: string | Message
} {
  switch (body.type) {
    case 'rollback.started': {
      const { mode, plan, by } = body
      return { what: message('rollback-run.started', { mode, plan: plan.title, by }) }
    }
    case 'rollback.acting': {
      const { title: step, target, attempt } = body
      const where = target === '' ? 'none' : 'some'
      return { what: message('rollback-run.acting', { step, target, attempt, where }) }
    }
    case 'rollback.acted': {
      const running = body.mayStillRun === true ? 'yes' : 'no'
      return {
        what: message(`rollback-run.acted.${body.outcome}`, { step: body.title, running }),
        note: body.reason,
      }
    }
    case 'rollback.verified': {
      const missing = body.parts.find(({ verdict }) => verdict === body.verdict)
      return {
        what:
          body.verdict === 'passed' && body.though !== undefined
            ? message(`rollback-run.held-though.${body.though}`, { step: body.title })
            : message(`rollback-run.verified.${body.verdict}`, { step: body.title }),
        ...(missing && body.verdict !== 'passed' ? { note: missing.reason } : {}),
      }
    }
    case 'rollback.moved':
      return {
        what: message(`rollback-run.moved.${body.how}`, {
          step: body.title,
          option: body.option ?? '',
        }),
        note: body.reason ?? body.because,
      }
    case 'rollback.handed-over':
      return {
        what: message('rollback-run.handed-over', { from: body.from, to: body.to }),
        note: body.reason,
      }
    case 'rollback.orphaned':
      return { what: message('rollback-run.orphaned', { step: body.title }) }
    case 'rollback.ended':
      return {
        what: message(`rollback-run.ended.${body.as}`, {
          plan: body.title,
          safeState: body.safeState ?? '',
        }),
        note: body.reason,
      }
    default:
      return assertNever(body)
  }
}
