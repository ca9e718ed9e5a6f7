import type { PiiKind } from '../../../shared/model/pii.ts'

/** Where something personal stands in a text. */
export interface Span {
  kind: PiiKind
  start: number
  end: number
}
