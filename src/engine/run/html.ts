import { inertText } from './report-text.ts'

/** Mark-up. Only {@link html} and {@link raw} make it, so a plain string can never pass for it. */
export interface Html {
  readonly html: string
}

type Part = string | number | Html | readonly Part[]

/** A template whose every value is escaped, unless it is mark-up already. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.map((text, index) => text + render(parts[index] ?? '')).join('') }
}

/** Our own constant text that is already mark-up. Never for anything that was read. */
export function raw(text: string): Html {
  return { html: text }
}

function render(part: Part): string {
  if (typeof part === 'string') return escape(part)
  if (typeof part === 'number') return String(part)
  if ('html' in part) return part.html
  return part.map(render).join('')
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

function escape(text: string): string {
  return inertText(text).replaceAll(/[&<>"'`]/g, (char) => entities[char] ?? char)
}
