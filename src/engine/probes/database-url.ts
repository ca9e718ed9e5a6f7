import { message } from '../../shared/messages/message.ts'
import { BadConfig } from './classify-error.ts'
import type { Finding } from './finding.ts'
import { maskUrl } from './mask-url.ts'
import type { ProbeContext } from './probe.ts'

interface Place {
  on?: string | undefined
  url?: string | undefined
}

const schemes = {
  postgres: /^postgres(ql)?:$/,
  redis: /^rediss?:$/,
}

/** The address of a database, from the profile or as written; undefined when the profile has none. */
export function databaseUrl(
  kind: 'postgres' | 'redis',
  place: Place,
  context: ProbeContext,
): URL | undefined {
  const text = place.url ?? context.database(kind, place.on ?? '')
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (!url || !schemes[kind].test(url.protocol)) {
    throw new BadConfig(`“${maskUrl(text)}” is not a ${kind}:// address`)
  }
  return url
}

export function missingDatabase(kind: 'postgres' | 'redis', place: Place): Finding {
  return {
    kind: 'unmeasurable',
    cause: 'missing-target',
    message: message('cause.missing-target', { kind, name: place.on ?? '' }),
  }
}
