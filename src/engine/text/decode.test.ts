import { readFileSync } from 'node:fs'

import { array, assert, constantFrom, property, string } from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'

import { catalogue } from '../../shared/messages/catalogue.ts'
import { formatMessage } from '../../shared/messages/format.ts'
import { decodeText } from './decode.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const decode = (text: string) => decodeText(utf8(text))
const kinds = (bytes: Uint8Array) =>
  decodeText(bytes).repairs.map((repair) => `${repair.kind} ${repair.count}`)

/** UTF-8 read as Mac Roman, as a Mac does it: the exact harm that the repair undoes. */
const macRoman = new TextDecoder('macintosh')
const misread = (text: string) => macRoman.decode(utf8(text))

const seed = (name: string) =>
  readFileSync(new URL(`../../../resources/runbooks/${name}.txt`, import.meta.url))

const words = [
  'déploiement',
  'hébergé',
  'où',
  'œuvre',
  'cœur',
  'l’été',
  'l’école',
  '«\u00A0évènement\u00A0»',
  '« à »',
  'Équipe',
  'ÉTÉ',
  'À',
  'ça',
  'naïf',
  'Noël',
  'l’à-côté',
  '–',
  '…',
  '“É”',
  'plain',
  'ASCII',
  '200',
  '`code`',
  '✅',
  '☐',
  '🚀',
  '🏗️',
  '⚙️',
  '→',
  '≤',
  '30 €',
  '50 %',
  'Straße',
  'señor',
  'naïve',
  '日本語',
  'µs',
  '½',
]
const formulas = ['√π', '2√π ≈ 3,54', '∑√∂x', '¬Ω', '∆π', 'r√π', '≈∞', '√2 ≤ π', '∫ƒ∂x']
const accented = ['déploiement', 'été', 'à', 'ça', '✅', '🚀', '…']

const sentence = (from: string[]) =>
  array(constantFrom(...from), { minLength: 1, maxLength: 30 }).map((parts) => parts.join(' '))
const document = (from: string[]) =>
  array(sentence(from), { minLength: 1, maxLength: 8 }).map(
    (lines) => `# Titre\n\n- ${lines.join('\n- ')}\n`,
  )

describe('UTF-8 read as windows-1252', () => {
  test.each(['é', 'à la carte', 'déploiement\né'])(
    '%s, which is UTF-8 read as Mac Roman, too',
    (text) => {
      const wrong = iconv.decode(Buffer.from(utf8(text)), 'windows-1252')
      expect(decode(wrong).text).toBe(text)
    },
  )

  const misreadAs = (encoding: string) => (text: string) =>
    iconv.decode(Buffer.from(utf8(text)), encoding)

  test.each(['latin1', 'windows-1252'])('as %s, comes back as it was', (encoding) => {
    const wrong = misreadAs(encoding)
    // Some bytes have no character in windows-1252, so what they were cannot be known any more.
    const survives = (text: string) => !wrong(text).includes('\uFFFD')
    assert(
      property(document(words.filter(survives)), sentence(['é', 'à', '…']), (text, end) => {
        const decoded = decode(wrong(text + end))
        expect(decoded.text).toBe(text + end)
        expect(decoded.repairs.map((repair) => repair.kind)).toEqual(['windows-1252-misread'])
      }),
      { numRuns: 500 },
    )
  })
})

describe('clean text', () => {
  test('is left alone, French, mathematics and all', () => {
    assert(
      property(document([...words, ...formulas]), (text) => {
        expect(decode(text)).toEqual({ text, repairs: [] })
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    'l’école',
    'L’équipe, l’étape, l’été',
    '“É”',
    '\u00A0é',
    'π ≈ 3',
    '√π',
    'o√x',
    'Ω',
    'printf "a\\nb\\n"',
    'Greek: αβγ',
    'Привет, мир',
  ])('%s stays', (text) => {
    expect(decode(text)).toEqual({ text, repairs: [] })
  })
})

describe('text encoded wrongly comes back equal', () => {
  test('UTF-8 read as Mac Roman', () => {
    assert(
      property(document(words), constantFrom(...accented), (text, sign) => {
        const meant = `${text}${sign}\n`
        const decoded = decode(misread(meant))
        expect(decoded.text).toBe(meant)
        expect(decoded.repairs.map((repair) => repair.kind)).toEqual(['mac-roman'])
      }),
      { numRuns: 500 },
    )
  })

  test('clean and misread lines in one document', () => {
    assert(
      property(
        document(['déploiement', 'été', 'ça', 'cœur', '🚀', 'plain']),
        document(['déploiement', 'été', 'l’été', 'à', 'cœur', '✅']),
        (broken, clean) => {
          expect(decode(misread(broken) + clean).text).toBe(broken + clean)
        },
      ),
    )
  })

  test('Cyrillic and decomposed accents read as Mac Roman', () => {
    expect(decode(misread('Привет, мир')).text).toBe('Привет, мир')
    expect(decode(misread('de\u0301ploye\u0301')).text).toBe('de\u0301ploye\u0301')
  })

  test.each(['utf-16le', 'utf-16be'])('%s, with a mark or without', (encoding) => {
    assert(
      property(document(['déploiement', 'été', 'plain', '🚀', 'cœur']), (text) => {
        for (const addBOM of [true, false]) {
          const decoded = decodeText(iconv.encode(text, encoding, { addBOM }))
          expect(decoded.text).toBe(text)
          expect(decoded.repairs.map((repair) => repair.kind)).toEqual(['utf-16'])
        }
      }),
    )
  })

  test('windows-1252, whole or pasted in', () => {
    assert(
      property(document(['déploiement', 'été', 'ça', '30 €', 'l’été', 'cœur', '« à »']), (text) => {
        const decoded = decodeText(iconv.encode(`${text}é`, 'windows-1252'))
        expect(decoded.text).toBe(`${text}é`)
        expect(decoded.repairs.map((repair) => repair.kind)).toEqual(['windows-1252'])
      }),
    )
    const pasted = Buffer.concat([
      Buffer.from('déployé à '),
      Buffer.of(0xe9),
      Buffer.from(' été 🚀'),
    ])
    expect(decodeText(pasted)).toMatchObject({
      text: 'déployé à é été 🚀',
      repairs: [{ kind: 'windows-1252', count: 1 }],
    })
  })

  test('one line with \\n spelt out, quoted or half quoted', () => {
    assert(
      property(
        document([...words, 'says "yes"', 'C:\\new', 'a\tb']),
        constantFrom('both', 'end', 'none'),
        (text, quotes) => {
          const inner = JSON.stringify(text).slice(1, -1)
          const pasted = { both: `"${inner}"`, end: `${inner}"`, none: inner }[quotes]
          expect(decode(pasted).text).toBe(text)
        },
      ),
    )
  })

  test('a mark, CRLF and NULs', () => {
    const text = '# Été\n- [ ] Un\n'
    expect(kinds(utf8(`\uFEFF${text}`))).toEqual(['bom 1'])
    expect(kinds(utf8(text.replaceAll('\n', '\r\n')))).toEqual(['crlf 2'])
    expect(kinds(utf8(`\0${text}\0`))).toEqual(['nul 2'])
    expect(decode(`\uFEFF\0${text.replaceAll('\n', '\r\n')}`).text).toBe(text)
  })
})

describe('the seeds', () => {
  test.each([
    ['medquiz', []],
    ['mapquiz', ['mac-roman']],
    ['prisma-stripe', []],
    ['readiness', ['mac-roman', 'literal-newlines', 'stray-quote']],
    ['sylion', ['mac-roman']],
  ])('%s needs %j', (name, expected) => {
    const { text, repairs } = decodeText(seed(name))
    expect(repairs.map((repair) => repair.kind)).toEqual(expected)
    expect(text).not.toMatch(/[√\uF8FF\uFFFD]|‚Ä|¬[†ª´]/)
  })

  test('read as their authors wrote them', () => {
    const mapquiz = decodeText(seed('mapquiz')).text
    expect(mapquiz).toContain('## 🏗️ **Architecture de Déploiement**')
    expect(mapquiz).toContain('    I --> J[✅ Déployé]')
    const readiness = decodeText(seed('readiness')).text
    expect(readiness.split('\n')).toHaveLength(313)
    expect(readiness).toContain('\n- [ ] Status page en mode "monitoring"\n')
    expect(readiness.endsWith('**Bonne chance avec le déploiement ! 🚀**\n')).toBe(true)
    const sylion = decodeText(seed('sylion')).text
    expect(sylion.startsWith('# 🚀 GO-LIVE Meta-Ready Checklist\n')).toBe(true)
    expect(sylion).toContain('info memory \\| grep used_memory_human')
    expect(sylion).toContain('⚠️ Trop de messages en peu de temps.')
  })
})

test('no bytes make it throw', () => {
  assert(
    property(
      array(
        constantFrom(
          0,
          10,
          13,
          0x22,
          0x5c,
          0x6e,
          0x41,
          0x80,
          0x8e,
          0xbf,
          0xc3,
          0xa9,
          0xe2,
          0xed,
          0xf0,
          0x9f,
          0xfe,
          0xff,
        ),
      ),
      (bytes) => {
        expect(typeof decodeText(Uint8Array.from(bytes)).text).toBe('string')
      },
    ),
    { numRuns: 2_000 },
  )
  assert(property(string(), (text) => typeof decode(text).text === 'string'))
})

test('repairs are told in both languages', () => {
  const { repairs } = decodeText(seed('readiness'))
  const mojibake = repairs[0]?.count
  expect(repairs.map((repair) => formatMessage(repair.message, 'en'))).toEqual([
    `${mojibake} characters had been read as Mac Roman and read as meant again.`,
    'The document was one line: 312 spelt-out “\\n” read as line breaks.',
    '1 stray quotation mark left out.',
  ])
  const [fromWindows] = decode(iconv.decode(Buffer.from('déjà été'), 'latin1')).repairs
  expect(fromWindows && formatMessage(fromWindows.message, 'fr')).toBe(
    '4 caractères avaient été lus comme du Windows-1252, puis relus comme il se doit.',
  )
  expect(Object.keys(catalogue).filter((id) => id.startsWith('repair.'))).toHaveLength(9)
})
