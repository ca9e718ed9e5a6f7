import type { PiiKind } from '../../../shared/model/pii.ts'

const dots = '•••'

/** Recognised by who knows the value, of no use to who does not: a few characters of it at most. */
export function maskPii(kind: PiiKind, value: string): string {
  switch (kind) {
    case 'email': {
      const [name = '', domain = ''] = value.split('@')
      return `${name.slice(0, 1)}${dots}@${dots}${domain.slice(domain.lastIndexOf('.'))}`
    }
    case 'phone': {
      const written = value.replaceAll(/[^\d+]/g, '')
      return `${written.slice(0, 3)}${dots}${written.slice(-2)}`
    }
    case 'card':
      return `${dots} ${value.replaceAll(/\D/g, '').slice(-4)}`
    case 'iban':
      return `${value.slice(0, 2)}${dots} ${value.slice(-2)}`
    default:
      return `${value.slice(0, Math.min(4, Math.floor(value.length / 5)))}${dots} (${value.length})`
  }
}
