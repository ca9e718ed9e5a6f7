import { expect, test } from 'vitest'

import { diffRunbooks } from './diff.ts'
import { parseRunbook } from './parse-runbook.ts'

const parse = (text: string) =>
  parseRunbook({ bytes: new TextEncoder().encode(text), fileName: 'x.md' })
const titles = (items: { title: string }[]) => items.map((item) => item.title)

const before = parse(
  '# T\n## A\n- [ ] Vérifier la base de données\n- [ ] Prévenir le support {#support}\n- [ ] Rien ne change\n- [ ] Geler le code\n',
)
const after = parse(
  '# T\n\nIntro.\n\n## A\n- [ ] Vérifier la base de données principale\n- [ ] Appeler tout le monde {#support}\n- [ ] Rien ne change\n- [ ] Ouvrir la salle\n',
)

test('tells added, removed and changed items apart, by id and then by likeness', () => {
  const diff = diffRunbooks(before, after)
  expect(titles(diff.added)).toEqual(['Ouvrir la salle'])
  expect(titles(diff.removed)).toEqual(['Geler le code'])
  expect(titles(diff.changed)).toEqual([
    'Vérifier la base de données principale',
    'Appeler tout le monde',
  ])
  expect([diff.fromHash, diff.toHash]).toEqual([before.hash, after.hash])
  expect(diff.unified).toContain('-- [ ] Geler le code\n+- [ ] Ouvrir la salle')
})

test('a move changes nothing but the text', () => {
  const moved = diffRunbooks(before, parse(`\n\n${before.text}`))
  expect([moved.added, moved.removed, moved.changed]).toEqual([[], [], []])
})

test('a changed check changes its item', () => {
  const withPort = (port: number) =>
    parse(`- [ ] a\n  \`\`\`check\n  tcp: { host: h, port: ${port} }\n  \`\`\`\n`)
  expect(titles(diffRunbooks(withPort(1), withPort(2)).changed)).toEqual(['a'])
})

test('two large texts with nothing in common are compared in seconds', () => {
  const text = (word: string) =>
    Array.from({ length: 4_000 }, (_, index) => `- [ ] ${word} ${index * 7919}`).join('\n')
  const [left, right] = [parse(text('gauche')), parse(text('droite'))]
  const start = process.cpuUsage()
  const diff = diffRunbooks(left, right)
  expect(process.cpuUsage(start).user).toBeLessThan(8_000_000)
  expect(diff.added).toHaveLength(4_000)
})
