import type { Danger } from '../../shared/model/check.ts'

export function dangerOf(_text: string): Danger {
  return 'change'
}
