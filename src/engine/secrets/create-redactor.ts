import { createFormIndex } from './form-index.ts'
import type { Redactor } from './redactor.ts'
import { formsOf, minSecretLength } from './secret-forms.ts'

interface Span {
  start: number
  end: number
  name: string
  goesOn: boolean
}

/** What is longer is looked for in pieces: however long a value is, a text is read in a moment. */
const longestPiece = 200

/**
 * Keeps secrets in memory and takes them out of text. Never promised to be complete: a program may
 * print a value in a form that nobody foresaw.
 */
export function createRedactor(): Redactor {
  const index = createFormIndex()

  /** Where secrets stand, in order; overlapping ones are one. */
  const findSpans = (text: string): Span[] => {
    const spans: Span[] = []
    if (!index.mayHold(text)) return spans
    let start = index.nextPlace(text, 0)
    for (; start >= 0; start = index.nextPlace(text, start + 1)) {
      const form = index.at(text, start)
      if (!form) continue
      const end = start + form.text.length
      const last = spans.at(-1)
      if (last && start < last.end) last.end = Math.max(last.end, end)
      else spans.push({ start, end, name: form.name, goesOn: form.goesOn })
    }
    return spans
  }
  /** The first position from which the rest may be the beginning of a secret; the end if none is. */
  const holdBackFrom = (text: string, spans: readonly Span[]): number => {
    let cut = Math.max(0, text.length - index.longest + 1)
    while (cut < text.length && !index.mayBeginAt(text, cut)) cut++
    const across = spans.find((span) => span.start < cut && span.end > cut)
    return across ? across.start : cut
  }

  return {
    add(name, value) {
      if (value.trim().length < minSecretLength) return
      for (const form of formsOf(value)) {
        if (form.length <= longestPiece) {
          index.add({ text: form, name, goesOn: false })
          continue
        }
        for (let at = 0; at < form.length; at += longestPiece) {
          // The last piece reaches back: alone, it might be too short to be looked for.
          const start = Math.min(at, form.length - longestPiece)
          const text = form.slice(start, start + longestPiece)
          if (text.trim().length >= minSecretLength) index.add({ text, name, goesOn: at > 0 })
        }
      }
    },
    redact(text) {
      return index.size === 0 ? text : replaceSpans(text, findSpans(text)).shown
    },
    stream() {
      let held = ''
      let marked: string | undefined
      const show = (text: string, spans: readonly Span[]) => {
        const replaced = replaceSpans(text, spans, marked)
        if (text !== '') marked = replaced.marked
        return replaced.shown
      }
      return {
        push(chunk) {
          const text = held + chunk
          if (index.size === 0) return text
          const spans = findSpans(text)
          const cut = holdBackFrom(text, spans)
          held = text.slice(cut)
          return show(
            text.slice(0, cut),
            spans.filter((span) => span.end <= cut),
          )
        },
        end() {
          const rest = held
          held = ''
          return index.size === 0 ? rest : show(rest, findSpans(rest))
        },
      }
    },
  }
}

/** Marks in place of spans; `marked` is the name in the mark that it ends with, and began after. */
function replaceSpans(text: string, spans: readonly Span[], marked?: string) {
  let shown = ''
  let at = 0
  for (const span of spans) {
    const isMarked = span.goesOn && span.start === at && span.name === marked
    shown += text.slice(at, span.start)
    if (!isMarked) shown += `«${span.name}»`
    marked = span.name
    at = span.end
  }
  return { shown: shown + text.slice(at), marked: at === text.length ? marked : undefined }
}
