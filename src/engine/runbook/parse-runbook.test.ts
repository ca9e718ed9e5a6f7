import { array, assert, constantFrom, property, string, uint8Array } from 'fast-check'
import { describe, expect, test } from 'vitest'

import { formatMessage } from '../../shared/messages/format.ts'
import { probeKinds } from '../../shared/model/check.ts'
import type { Problem } from '../../shared/model/runbook.ts'
import { plainText } from './markdown-text.ts'
import { parseRunbook } from './parse-runbook.ts'

const parse = (text: string) =>
  parseRunbook({ bytes: new TextEncoder().encode(text), fileName: 'x.md' })
const titles = (text: string) => parse(text).items.map((item) => item.title)
const shown = ({ severity, line, column, message, suggestion }: Problem) => [
  severity,
  line,
  column,
  formatMessage(message, 'en'),
  suggestion,
]

describe('boxes', () => {
  test('are read in any list style and depth, ticked or not', () => {
    const { items } = parse(
      '- [ ] a\n* [x] b\n+ [X] c\n1. [ ] d\n2) [x] e\n\n- ☐ f\n- ☑ g\n- ☒ h\n> - [ ] i\n\n- [ ] j\n  - [x] k\n    1. [ ] l\n',
    )
    expect(items.map((item) => `${item.depth} ${item.ticked ? 'x' : '-'} ${item.title}`)).toEqual([
      '0 - a',
      '0 x b',
      '0 x c',
      '0 - d',
      '0 x e',
      '0 - f',
      '0 x g',
      '0 x h',
      '0 - i',
      '0 - j',
      '1 x k',
      '2 - l',
    ])
    expect(items.at(-1)?.parentId).toBe(items.at(-2)?.id)
  })

  test('lists, code and quotes under an item are its details; so is what follows a hard break', () => {
    const [item, ...others] = parse(
      '- [ ] a\\\n  more\n  - x\n  - y\n\n  ```sh\n  npm ls\n  ```\n  > q\n- [ ] b',
    ).items
    expect(item?.details.map((block) => block.t)).toEqual(['paragraph', 'list', 'code', 'quote'])
    expect(item?.commands).toMatchObject([
      { text: 'npm ls', origin: 'fence', danger: 'read', line: 7 },
    ])
    expect(others).toHaveLength(1)
  })

  test('a file that is no text says so', () => {
    const bytes = Uint8Array.from({ length: 4_096 }, (_, index) => (index * 37) % 256)
    expect(parseRunbook({ bytes, fileName: 'photo.png' }).problems).toContainEqual(
      expect.objectContaining({ severity: 'error', message: { id: 'runbook.not-text' } }),
    )
    expect(parse('- [ ] \u001B[31mred\u001B[0m').problems).toEqual([])
  })

  test('the attribute block ends the title; without one a wrapped line is part of it', () => {
    const [first, second] = parse(
      '- [ ] ready {#r .blocking}\n  why it\n  matters\n- [ ] long\n  title',
    ).items
    expect(first).toMatchObject({ id: 'r', title: 'ready', blocking: true })
    expect(first?.details).toMatchObject([
      { t: 'paragraph', children: [{ t: 'text', text: expect.stringContaining('why it') }] },
    ])
    expect(second?.title).toBe('long title')
  })

  test('a plain list beside boxes is prose, a caption above boxes too', () => {
    const { items, phases } = parse('# T\n## P\n- note\n\n- caption\n  - [ ] a\n')
    expect(items.map((item) => item.title)).toEqual(['a'])
    expect(phases[0]?.details).toHaveLength(2)
  })

  test('rows of tables, plain lines and fenced lines count', () => {
    expect(titles('| ok | what |\n|--|--|\n| ☐ | a `x\\|y` |\n| [x] | b |\n| no | c |\n')).toEqual([
      'a x|y',
      'b',
    ])
    expect(titles('☐ a\n☑ b\n')).toEqual(['a', 'b'])
    expect(titles('```\nGROUP ONE\n☐ a\n[ ] b\n- [x] c\nremark\n```\n')).toEqual(['a', 'b', 'c'])
    expect(titles('```python\nx = "☐ a"\n[ ] b\n```\n- a\n')).toEqual(['a'])
  })
})

describe('without a box', () => {
  test('top entries are items, in every list; nested ones stay with them', () => {
    const { items } = parse('# T\n- a\n  - a1\n\n1. b\n2. c\n')
    expect(items.map((item) => [item.title, item.details.length])).toEqual([
      ['a', 1],
      ['b', 0],
      ['c', 0],
    ])
  })

  test('a table of contents asks for nothing', () => {
    expect(titles('- [A](#a)\n- [B](#b)\n\n## A\n1. go\n')).toEqual(['go'])
  })
})

describe('identity', () => {
  const text = '# T\n## 1. Base\n- [ ] Deux\n- [ ] Trois\n## 2. Web\n- [ ] Un\n- [ ] Un\n'
  const ids = (source: string) => parse(source).items.map((item) => item.id)

  test('an id is stable under edits elsewhere, renumbering and ticking', () => {
    const edited =
      '# Autre\n\nText.\n\n## 0. New\n- [ ] Neuf\n## 2. Base\n- [x] **Deux**\n- [ ] Encore\n- [ ] Trois {.blocking}\n## 3. Web\n- [ ] Un\n- [ ] Un\n'
    const [deux, trois, un, again] = ids(text)
    expect(ids(edited)).toEqual(expect.arrayContaining([deux, trois, un, again]))
    expect(new Set(ids(text)).size).toBe(4)
  })

  test('numbers are phase and rank', () => {
    expect(parse(text).items.map((item) => item.number)).toEqual(['1.1', '1.2', '2.1', '2.2'])
  })

  test('two phases of one name are told apart, the first keeps it', () => {
    expect(
      parse('## A\n### Base\n- [ ] x\n## B\n### Base\n- [ ] x\n').phases.map((phase) => phase.id),
    ).toEqual(['a', 'base', 'b', 'b/base'])
  })

  test('an author’s id wins; a second one is refused and the item gets another', () => {
    const runbook = parse('- [ ] a {#ready}\n- [ ] b {#ready}\n')
    expect(runbook.items[0]?.id).toBe('ready')
    expect(runbook.items[1]?.id).not.toBe('ready')
    expect(runbook.problems.map(shown)).toEqual([
      ['error', 2, 10, 'The id “ready” is already taken; this item got another.', undefined],
    ])
  })
})

describe('attributes', () => {
  test('stand at the end of the line', () => {
    const [item] = parse(
      '- [ ] `health/ready` answers {#ready .blocking .smoke owner=ops due=T-15m}\n  ```yaml check\n  tcp: { host: a, port: 1 }\n  ```\n',
    ).items
    expect(item).toMatchObject({
      id: 'ready',
      title: 'health/ready answers',
      blocking: true,
      tags: ['smoke'],
      owner: 'ops',
      due: { fromSeconds: -900, source: 'T-15m' },
    })
    expect(item?.titleInline).toEqual([
      { t: 'code', text: 'health/ready' },
      { t: 'text', text: ' answers' },
    ])
  })

  test('braces that are no attributes stay text', () => {
    expect(
      titles('- [ ] `dependency_up{database="x"}` and {json}\n- [ ] key {tenantId}:{id}\n'),
    ).toEqual(['dependency_up{database="x"} and {json}', 'key {tenantId}:{id}'])
  })

  test('a mistake in them is named', () => {
    expect(parse('- [ ] a {ownr=ops}\n- [ ] b {due=soon}\n').problems.map(shown)).toEqual([
      [
        'error',
        1,
        10,
        'Found “ownr”; an item takes #id, .blocking, .tag, owner= and due=.',
        'owner',
      ],
      [
        'error',
        2,
        14,
        'Found “soon”; expected a time relative to T0, such as T-15m, T+1h30 or J-2.',
        undefined,
      ],
    ])
  })
})

describe('check fences', () => {
  const fence = (yaml: string, word = 'yaml check') =>
    `# T\n- [ ] a {#a}\n  \`\`\`${word}\n${yaml
      .split('\n')
      .map((line) => `  ${line}`)
      .join('\n')}\n  \`\`\`\n- [ ] b\n`

  test('become checks of their item', () => {
    const runbook = parse(
      fence(
        'http: { url: "${api}/ready" }\nexpect: status == 200 && latency_ms < 500\nevery: 5s\ntimeout: 2s\ntitle: Ready\nid: ready',
      ),
    )
    expect(runbook.problems).toEqual([])
    expect(runbook.items[0]?.checks).toEqual([
      {
        id: 'a#ready',
        itemId: 'a',
        kind: 'http',
        config: { url: '${api}/ready' },
        expect: 'status == 200 && latency_ms < 500',
        everySeconds: 5,
        timeoutMs: 2_000,
        title: 'Ready',
        origin: 'fence',
        line: 4,
        column: 3,
      },
    ])
    expect(runbook.items[0]?.details).toEqual([])
    expect(parse(fence('tls: { host: a.example }', 'check')).items[0]?.checks).toMatchObject([
      { id: 'a#1', kind: 'tls' },
    ])
  })

  test.each([
    [
      'http: { url: "x" }\nexpect: latency_mss < 500',
      [['error', 5, 11, '“latency_mss” is not a fact of this probe.', 'latency_ms']],
    ],
    [
      'http: { url: "x" }\nexpect: "status == 200 && latency_mss < 500"',
      [['error', 5, 29, '“latency_mss” is not a fact of this probe.', 'latency_ms']],
    ],
    [
      'http: { ur: "x" }',
      [
        [
          'error',
          4,
          11,
          expect.stringContaining('Found “ur”; expected one of: url, method'),
          'url',
        ],
      ],
    ],
    [
      'htp: { url: "x" }',
      [['error', 4, 3, expect.stringContaining('Found “htp”; expected one of: http, tls'), 'http']],
    ],
    [
      'http: { url: x, method: PSOT }',
      [
        [
          'error',
          4,
          27,
          expect.stringContaining('method: found “PSOT”; expected: GET, HEAD'),
          'POST',
        ],
      ],
    ],
    [
      'tcp: { host: a, port: 99999 }',
      [['error', 4, 25, 'port: found 99999; expected: ≤ 65535.', undefined]],
    ],
    [
      'tcp: { host: a, port: 1 }\nevery: 5',
      [
        [
          'error',
          5,
          10,
          'every: found 5; expected: a duration from 1s to 24h, such as 5s, 500ms or 1m30s.',
          undefined,
        ],
      ],
    ],
    [
      'tcp: { host: a, port: 1 }\ntimeout: 5 parsecs',
      [
        [
          'error',
          5,
          12,
          'timeout: found “5 parsecs”; expected: a duration from 100ms to 10m, such as 5s, 500ms or 1m30s.',
          undefined,
        ],
      ],
    ],
    [
      'expect: status == 200',
      [
        [
          'error',
          4,
          3,
          `This check has no probe; expected one of: ${probeKinds.join(', ')}.`,
          undefined,
        ],
      ],
    ],
    [
      'tls: { host: a }\ntcp: { host: a, port: 1 }',
      [['error', 5, 3, 'A check has one probe; found: tls, tcp.', undefined]],
    ],
    [
      'just text',
      [['error', 4, 3, `A check names one probe: ${probeKinds.join(', ')}.`, undefined]],
    ],
    [
      'http: { url: "x"',
      [['error', 4, 19, expect.stringContaining('This is not valid YAML'), undefined]],
    ],
  ] as const)('%j names its mistake, and the rest opens', (yaml, problems) => {
    const runbook = parse(fence(yaml))
    expect(runbook.problems.map(shown)).toEqual(problems)
    expect(runbook.problems.every((problem) => problem.itemId === 'a')).toBe(true)
    expect(runbook.items.map((item) => [item.title, item.checks.length])).toEqual([
      ['a', 0],
      ['b', 0],
    ])
  })

  test('a bomb of aliases is refused', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'
        .split('')
        .map(
          (name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join()}]`,
        ),
    ].join('\n')
    expect(parse(fence(bomb)).problems.map((problem) => problem.message.id)).toEqual([
      'runbook.yaml',
    ])
  })

  test('outside of an item one with a title is an item, one without is told', () => {
    const loose = (title: string) =>
      parse(`# T\n- [ ] a\n\n\`\`\`check\ntcp: { host: a, port: 1 }\n${title}\n\`\`\`\n`)
    expect(loose('title: Port').items.map((item) => [item.title, item.checks.length])).toEqual([
      ['a', 0],
      ['Port', 1],
    ])
    expect(loose('').problems.map((problem) => [problem.message.id, problem.line])).toEqual([
      ['runbook.check-without-item', 5],
    ])
  })

  test('a fence word with a slip is told; other YAML is let be', () => {
    expect(
      parse('- [ ] a\n\n```yaml chek\nx: 1\n```\n').problems.map((problem) => [
        problem.line,
        problem.column,
        problem.suggestion,
      ]),
    ).toEqual([[3, 9, 'check']])
    expect(parse('- [ ] a\n\n```yaml values\nx: 1\n```\n').problems).toEqual([])
  })
})

test('front matter gives title, language, variables and profiles; lines keep their numbers', () => {
  const runbook = parse(
    '---\ntitle: Mise en ligne\nlocale: fr\nvariables:\n  api: https://a\n  port: 80\nprofiles: [prod]\nlayout: page\n---\n# T\n- [ ] a\n',
  )
  expect(runbook).toMatchObject({
    title: 'Mise en ligne',
    locale: 'fr',
    variables: { api: 'https://a', port: '80' },
    profiles: ['prod'],
    problems: [],
  })
  expect(runbook.items[0]?.line).toBe(11)
  expect(parse('---\nlocale: de\ntitel: x\n---\n- a\n').problems.map(shown)).toEqual([
    ['error', 2, 9, 'locale: found “de”; expected: en, fr.', undefined],
    [
      'warning',
      3,
      1,
      'Found “titel”; expected one of: title, locale, variables, profiles, readiness.',
      'title',
    ],
  ])
  expect(titles('---\n\n- [ ] a\n\n---\n')).toEqual(['a'])
})

test('a contacts fence, with its mistakes', () => {
  const runbook = parse(
    '- [ ] a\n\n```yaml contacts\n- { name: Ana, level: L1, reach: "+33 1" }\n- { name: Bo }\n```\n',
  )
  expect(runbook.contacts).toEqual([
    { name: 'Ana', level: 'L1', reach: '+33 1', line: 4 },
    { name: 'Bo', line: 5 },
  ])
  expect(
    parse('- [ ] a\n\n```contacts\n- { nam: Ana }\n```\n').problems.map((problem) => [
      problem.message.id,
      problem.line,
      problem.column,
      problem.suggestion,
    ]),
  ).toEqual([['runbook.unknown-key', 4, 5, 'name']])
})

test('nothing that could be drawn as HTML is left', () => {
  const [item] = parse(
    '- [ ] a <img src=x onerror=alert(1)> ![alt](http://x) [l](javascript:alert(1))\n\n  <script>x</script>\n',
  ).items
  expect(JSON.stringify(item)).not.toContain('"html"')
  expect(item && plainText(item.titleInline)).toContain('<img src=x onerror=alert(1)>')
})

test('an empty document opens, and says that it has no item', () => {
  expect(parse('').problems.map(shown)).toEqual([
    ['warning', 1, 1, 'No item was found: no box, no list.', undefined],
  ])
  expect(parse('').title).toBe('x')
})

describe('any input', () => {
  const pieces = constantFrom(
    '- ',
    '[ ] ',
    '[x] ',
    '☐ ',
    '# ',
    '## H\n',
    '\n',
    '  ',
    '```',
    '```yaml check\n',
    'http: {',
    '}',
    '| ',
    '|--|--|\n',
    '`npm ls`',
    '{#a .b}',
    '> ',
    '1. ',
    '---\n',
    'GROUP\n',
    'text',
    '\\',
    '\t',
    '<b>',
    '[a](#b)',
    '\u0000',
    'é',
    '√©',
  )

  test('never throws, and each item’s line holds its title', () => {
    assert(
      property(array(pieces, { maxLength: 40 }), (parts) => {
        const runbook = parse(parts.join(''))
        const lines = runbook.text.split('\n')
        for (const item of runbook.items) {
          const [word = ''] = item.title.match(/[\p{L}\p{N}]/u) ?? []
          expect(lines.slice(item.line - 1, item.line + 2).join('\n')).toContain(word)
          expect(runbook.phases.some((phase) => phase.id === item.phaseId)).toBe(true)
        }
        expect(new Set(runbook.items.map((item) => item.id)).size).toBe(runbook.items.length)
      }),
      { numRuns: 1_500 },
    )
    assert(property(string(), (text) => parse(text).text.length >= 0))
    assert(
      property(
        uint8Array({ maxLength: 300 }),
        (bytes) => parseRunbook({ bytes, fileName: 'x' }).items.length >= 0,
      ),
    )
  })

  test.each([
    ['deep lists', '- '.repeat(5_000) + 'a'],
    ['deep quotes', '> '.repeat(5_000) + 'a'],
    [
      'deep by indentation',
      Array.from({ length: 400 }, (_, depth) => `${'  '.repeat(depth)}- [ ] a`).join('\n'),
    ],
    ['open brackets', '['.repeat(20_000)],
    ['stars', '*a'.repeat(20_000)],
    ['backticks', Array.from({ length: 800 }, (_, count) => '`'.repeat(count)).join(' ')],
    ['one name many times', '- [ ] a\n'.repeat(4_000)],
    ['an open quote in a script', '```sh\n' + 'echo "\n'.repeat(3_001) + '```\n- a'],
  ])('%s end', (_, text) => {
    const before = process.cpuUsage()
    parse(text)
    expect(process.cpuUsage(before).user).toBeLessThan(6_000_000)
  })

  test('reading takes processor time that grows with the size, not with its square', () => {
    const part = (count: number) =>
      Array.from(
        { length: count },
        (_, index) =>
          `## Phase ${index}\n- [ ] Vérifier \`curl -fsS https://h/${index}\` {.blocking}\n  - détail\n\n| a | Commande | Critère |\n|--|--|--|\n| ☐ x | \`redis-cli ping\` | PONG |\n`,
      ).join('\n')
    const cost = (text: string) => {
      const before = process.cpuUsage()
      expect(parse(text).items.length).toBeGreaterThan(200)
      return process.cpuUsage(before).user
    }
    const small = part(300)
    const large = part(3_000)
    cost(small)
    expect(cost(large) / cost(small)).toBeLessThan(30)
  })
})
