import type { Redactor } from './redactor.ts'
import { formsOf, minSecretLength } from './secret-forms.ts'

interface Span {
  start: number
  end: number
  name: string
}

/** Every form of every secret, ready to be searched for. */
interface Needles {
  names: ReadonlyMap<string, string>
  byFirstCharacter: ReadonlyMap<string, string[]>
  longest: number
  /** Finds at every position the longest needle that begins there, overlapping ones included. */
  pattern: RegExp
  /** Whether there is any at all, many times as fast: nearly all lines of a log have none. */
  any: RegExp
}

/**
 * Keeps secrets in memory and takes them out of text. Never promised to be complete: a program may
 * print a value in a form that nobody foresaw.
 */
export function createRedactor(): Redactor {
  const names = new Map<string, string>()
  let compiled: Needles | undefined

  const needles = () => (compiled ??= compile(names))

  return {
    add(name, value) {
      if (value.trim().length < minSecretLength) return
      for (const form of formsOf(value)) {
        if (names.has(form)) continue
        names.set(form, name)
        compiled = undefined
      }
    },
    redact(text) {
      return names.size === 0 ? text : replaceSpans(text, findSpans(text, needles()))
    },
    stream() {
      let held = ''
      return {
        push(chunk) {
          const text = held + chunk
          if (names.size === 0) return text
          const spans = findSpans(text, needles())
          const cut = holdBackFrom(text, spans, needles())
          held = text.slice(cut)
          return replaceSpans(
            text.slice(0, cut),
            spans.filter((span) => span.end <= cut),
          )
        },
        end() {
          const rest = held
          held = ''
          return names.size === 0 ? rest : replaceSpans(rest, findSpans(rest, needles()))
        },
      }
    },
  }
}

function compile(names: ReadonlyMap<string, string>): Needles {
  const forms = [...names.keys()].sort((a, b) => b.length - a.length)
  const byFirstCharacter = new Map<string, string[]>()
  for (const form of forms) {
    const first = form.charAt(0)
    byFirstCharacter.set(first, [...(byFirstCharacter.get(first) ?? []), form])
  }
  return {
    names,
    byFirstCharacter,
    longest: forms[0]?.length ?? 0,
    pattern: new RegExp(`(?=(${forms.map(literally).join('|')}))`, 'g'),
    any: new RegExp(forms.map(literally).join('|')),
  }
}

/** Where secrets stand, in order; overlapping ones are one. */
function findSpans(text: string, { pattern, any, names }: Needles): Span[] {
  const spans: Span[] = []
  if (!any.test(text)) return spans
  for (const found of text.matchAll(pattern)) {
    const form = found[1] ?? ''
    const start = found.index
    const end = start + form.length
    const last = spans.at(-1)
    if (last && start < last.end) last.end = Math.max(last.end, end)
    else spans.push({ start, end, name: names.get(form) ?? '' })
  }
  return spans
}

function replaceSpans(text: string, spans: readonly Span[]): string {
  let result = ''
  let at = 0
  for (const span of spans) {
    result += `${text.slice(at, span.start)}«${span.name}»`
    at = span.end
  }
  return result + text.slice(at)
}

/** The first position from which the rest may be the beginning of a secret; the end if none is. */
function holdBackFrom(text: string, spans: readonly Span[], needles: Needles): number {
  let cut = text.length
  for (let index = Math.max(0, text.length - needles.longest + 1); index < text.length; index++) {
    const rest = text.length - index
    const candidates = needles.byFirstCharacter.get(text.charAt(index)) ?? []
    if (candidates.some((form) => form.length > rest && text.endsWith(form.slice(0, rest)))) {
      cut = index
      break
    }
  }
  const across = spans.find((span) => span.start < cut && span.end > cut)
  return across ? across.start : cut
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
