import { expect } from 'vitest'

import type { Facts, Measurement, ProbeKind } from '../../shared/model/check.ts'
import { contractBreaches, measure } from './conformance.ts'
import type { ProbeContext } from './probe.ts'
import { probeOf } from './registry.ts'

/** Measures, holds the result to the contract, and gives its facts. */
export async function factsOf(
  kind: ProbeKind,
  config: unknown,
  context: Partial<ProbeContext> = {},
): Promise<Facts> {
  const measurement = await measure(probeOf(kind), config, context)
  expect(contractBreaches(probeOf(kind), measurement)).toEqual([])
  if (measurement.kind === 'unmeasurable') throw new Error(JSON.stringify(measurement))
  return measurement.facts
}

/** The same for what is expected to be unmeasurable. */
export async function causeOf(
  kind: ProbeKind,
  config: unknown,
  context: Partial<ProbeContext> = {},
): Promise<Measurement> {
  const measurement = await measure(probeOf(kind), config, context)
  expect(contractBreaches(probeOf(kind), measurement)).toEqual([])
  return measurement
}
