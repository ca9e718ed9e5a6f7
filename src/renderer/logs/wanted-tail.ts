import type { CheckSpec, Json } from '../../shared/model/check.ts'
import type { TailKind } from '../../shared/model/tail.ts'

/** A source that might be followed; the person completes it. */
export interface WantedTail {
  kind: TailKind
  source: string
  on?: string
}

/** What speaks where a check looks: the log of its container, or the journal of its host. */
export function tailOfCheck({
  kind,
  config,
}: Pick<CheckSpec, 'kind' | 'config'>): WantedTail | undefined {
  const host = word(config['on'])
  const on = host === undefined ? {} : { on: host }
  if (kind === 'docker') return { kind: 'docker', source: word(config['container']) ?? '', ...on }
  if (kind === 'host') return { kind: 'journald', source: '*', ...on }
  return undefined
}

const word = (value: Json | undefined) => (typeof value === 'string' ? value : undefined)
