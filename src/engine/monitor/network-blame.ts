import type { Measurement } from '../../shared/model/check.ts'
import type { Evidence } from '../../shared/model/run.ts'
import type { Reach } from '../run/prepared-check.ts'
import type { Network } from './network.ts'

/**
 * Whether a look shows no more than that this machine has no network. What passes is never doubted; of
 * what does not, nothing is known meanwhile. Each look elsewhere is also told to the network, which
 * finds out from all of them whether it is there.
 */
export function isForWantOfNetwork(
  { measurement, judgement }: Evidence,
  reach: Reach,
  host: string,
  network: Pick<Network, 'lostSinceMs' | 'note'>,
): boolean {
  const outcome = reach === 'elsewhere' ? outcomeOf(measurement) : undefined
  if (outcome) network.note(host, outcome)
  const isLost = reach !== 'here' && network.lostSinceMs !== undefined
  return isLost && judgement.verdict !== 'passed'
}

/** What a look says of the way to its target; a connection that broke off says nothing. */
function outcomeOf(measurement: Measurement): 'answered' | 'no-network' | undefined {
  if (measurement.kind === 'unmeasurable') {
    return measurement.cause === 'network-down' ? 'no-network' : undefined
  }
  const { error } = measurement.facts
  return error === 'timeout' || error === 'reset' || error === 'closed' ? undefined : 'answered'
}
