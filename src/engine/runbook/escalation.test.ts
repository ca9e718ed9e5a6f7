import { expect, test } from 'vitest'

import { minutesBeforeCall } from './escalation.ts'
import { parseRunbook } from './parse-runbook.ts'

test.each([
  ['Toute alerte', 0],
  ['Erreur non résolue > 15 min', 15],
  ['Indisponibilité > 30 min', 30],
  ['any alert', 0],
  ['Any critical alert', 0],
  ['unresolved for 15 min', 15],
  ['down for 1 h', 60],
  ['after 1h30', 90],
  ['au bout d’une heure', 60],
  ['after half an hour', 30],
  ['après une demi-heure', 30],
  ['dès la première alerte', 0],
  ['immédiatement', 0],
  ['at once', 0],
  ['after 90 seconds', 2],
  ['Après 1,5 h', 90],
  ['> 2 jours', 2880],
])('“%s” is after %i minutes', (when, minutes) => {
  expect(minutesBeforeCall(when)).toBe(minutes)
})

test.each(['', 'perte de données', 'if L1 does not answer', 'replies within 15 min', '24/7', 'P1'])(
  '“%s” does not tell',
  (when) => {
    expect(minutesBeforeCall(when)).toBeUndefined()
  },
)

test('a fence says it, or its words do; what is written wins', () => {
  const text = `# A

- [ ] a

\`\`\`yaml contacts
- { level: L1, name: On call, when: any alert }
- { level: L2, name: Lead, when: unresolved for 15 min, after: 20m }
- { level: L3, name: CTO, when: bad press }
- { name: Late, after: soon }
\`\`\`
`
  const open = (source: string) =>
    parseRunbook({ bytes: new TextEncoder().encode(source), fileName: 'a.md' })
  const without = text.replace('- { name: Late, after: soon }\n', '')
  expect(open(without).contacts.map((contact) => contact.afterMinutes)).toEqual([0, 20, undefined])
  expect(open(text).problems).toMatchObject([{ line: 9, message: { id: 'runbook.bad-value' } }])
})
