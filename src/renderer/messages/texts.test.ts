import { parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { describe, expect, it } from 'vitest'

import { texts } from './texts.ts'

/** Names that a pattern takes, wherever in it they stand. */
function placeholders(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        return []
      case TYPE.select:
      case TYPE.plural:
        return [
          element.value,
          ...Object.values(element.options).flatMap((option) => placeholders(option.value)),
        ]
      case TYPE.tag:
        return [`<${element.value}>`, ...placeholders(element.children)]
      default:
        return [element.value]
    }
  })
}
const namesOf = (pattern: string) => [...new Set(placeholders(parse(pattern)))].sort()

describe('texts', () => {
  it.each(Object.entries(texts))(
    '%s parses in both languages, with the same values',
    (_, entry) => {
      expect(namesOf(entry.fr)).toEqual(namesOf(entry.en))
    },
  )
  it.each(Object.entries(texts))('%s is typeset: no straight quotes or apostrophes', (_, entry) => {
    // ICU quotes a literal brace with straight apostrophes: those never reach the screen.
    const shown = (pattern: string) => pattern.replace(/'\{[^']*\}'/g, '')
    expect(shown(entry.en)).not.toMatch(/['"]/)
    expect(shown(entry.fr)).not.toMatch(/['"]/)
  })
})
