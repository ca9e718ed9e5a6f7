import { message } from '../../shared/messages/message.ts'
import type { Json } from '../../shared/model/check.ts'
import type { ReadinessPart } from '../../shared/model/readiness.ts'
import { couldNot } from './look-artefact.ts'
import { ask, textFact, worstPart, type LineFinding, type LookContext } from './look.ts'
import { textOf } from './plan-actions.ts'

/** Does the switch answer? It is asked by HEAD, which switches nothing, and without its secrets. */
export async function lookTraffic(context: LookContext): Promise<LineFinding> {
  const switches = context.plans.flatMap(({ steps, variables }) =>
    steps.flatMap(({ action }) => {
      if (action.kind !== 'check' || action.check.kind !== 'http') return []
      const { url, via } = action.check.config
      return [{ url: textOf(url) ?? '', via: textOf(via), variables }]
    }),
  )
  if (switches.length === 0)
    return { state: 'not-applicable', reason: message('readiness.traffic.none') }
  const parts = await Promise.all(
    switches.map(async ({ url, via, variables }): Promise<ReadinessPart> => {
      const config: Record<string, Json> = {
        url,
        method: 'HEAD',
        ...(via === undefined ? {} : { via }),
      }
      const answer = await ask(context, { kind: 'http', config, timeoutMs: 10_000 }, variables)
      if (answer.kind === 'unmeasurable') return couldNot(answer)
      const { reachable, status } = answer.facts
      const where = answer.target
      if (reachable !== true)
        return {
          state: 'not-ready',
          text: message('readiness.traffic.silent', {
            where,
            error: textFact(answer.facts, 'error'),
          }),
        }
      const code = typeof status === 'number' ? status : 0
      return {
        state: code >= 500 ? 'unknown' : 'ready',
        text: message('readiness.traffic.answers', { where, code }),
      }
    }),
  )
  const worst = worstPart(parts)
  if (!worst || worst.state === 'ready')
    return { state: 'ready', reason: message('readiness.traffic.fine'), parts }
  return { state: worst.state, reason: worst.text, todo: message('readiness.traffic.todo'), parts }
}
