import type { LogLine } from '../../shared/model/tail.ts'

/** A line as somebody would paste it. */
export function lineAsText({ atMs, tailId, level, text }: LogLine): string {
  const parts = [new Date(atMs).toISOString(), tailId, level?.toUpperCase(), text]
  return parts.filter((part) => part !== undefined && part !== '').join(' ')
}

export function lineAsJson({ atMs, tailId, level, event, text, fields }: LogLine): string {
  return JSON.stringify({ at: new Date(atMs).toISOString(), tailId, level, event, text, fields })
}

/** A field's value as a filter would name it. */
export function filterTerm(field: string, value: string, operator: '=' | '!=' = '='): string {
  const isBare = /^[^\s"']+$/.test(value)
  return `${field}${operator}${isBare ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`}`
}
