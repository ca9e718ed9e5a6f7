import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'

import { catalogue } from '../../shared/messages/catalogue.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'
import { idle, openTestRuns } from './runs.fixture.ts'

type Test = ReturnType<typeof openTestRuns>

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  `' onmouseover='alert(1)`,
  '</style><script>alert(1)</script>',
  '</title><iframe src=javascript:alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '![x](http://evil.test/p.png)',
  '<http://evil.test/auto>',
  'http://evil.test/bare www.evil.test me@evil.test',
  '| a | b |\n| - | - |\n| 1 | 2 |',
  '```js\nalert(1)\n```',
  '# heading\n- [ ] task\n> quote',
  '1. one',
  '&lt;b&gt; &#60;b&#62;',
  '\u001b[31mred\u001b]8;;http://evil.test\u0007link',
  'abc\u202Efdp.exe',
  '`` ` ``` `',
  '[^1]: note',
  '__proto__ **b** ~~s~~ $x$',
]

async function hostileRun(test: Test): Promise<string> {
  const { handlers } = test.runs
  const runId = await test.createRun()
  for (const text of hostile) {
    valueOf(await handlers['run.note']({ runId, text }, idle))
    valueOf(await handlers['item.note']({ runId, itemId: 'backup', text }, idle))
  }
  const reason = hostile.join(' ')
  valueOf(
    await handlers['item.waive']({ runId, itemId: 'drop', by: hostile[1] ?? '', reason }, idle),
  )
  valueOf(
    await handlers['phase.sign'](
      { runId, phaseId: 'before', by: hostile[0] ?? '', role: hostile[2] ?? '', note: hostile[3] },
      idle,
    ),
  )
  test.target.answers.set('ready#1', () => ({ status: 500, body: reason }))
  valueOf(await handlers['check.start']({ runId, itemIds: ['ready'], agreed: [] }, idle))
  await expect.poll(() => test.store.events.read(runId).at(-1)?.body.type).toBe('check.finished')
  return runId
}
const report = async (
  test: Test,
  runId: string,
  format: 'html' | 'markdown',
  locale: 'en' | 'fr' = 'en',
) => valueOf(await test.runs.handlers['run.report']({ runId, format, locale }, idle))

describe('the HTML report', () => {
  it('takes hostile text as text: no tag, attribute or address but our own', async () => {
    using folder = temporaryFolder()
    const text = `ready 1 ${hostile[0]}\nbackup 0 ${hostile[2]}\ndrop 0 ${hostile[5]}\n`
    await using test = openTestRuns(folder.dir, { text })
    const { text: page } = await report(test, await hostileRun(test), 'html')
    const own =
      /^<(!doctype html|html lang="en"|\/?(head|title|style|body|main|h[1-4]|small|ul|li|b|i|p|table|thead|tbody|tr|th|td|dl|dt|dd|code|section|article|div|span|html|a)|meta [^<>]*|ul class="counts"|table class="attention"|td class="(num|narrow|who)"|a href="#i[\d.]+"|article id="i[\d.]+"|i aria-hidden="true"|p class="remark"|span class="(num|text|v (go|nogo|unknown|pending|idle))"|div class="result (go|nogo|unknown)")>$/
    const tags = page.match(/<[^>]*>?/g) ?? []
    expect(tags.length).toBeGreaterThan(100)
    expect(
      tags.filter((tag) => !own.test(tag.replace(/\s*\/?>$/, '>').replaceAll(/\s+/g, ' '))),
    ).toEqual([])
    expect(page).toContain(`default-src 'none'`)
    expect(page.split('</style>')[0]).not.toMatch(/url\(|@import/)
    // oxlint-disable-next-line no-control-regex
    expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
    expect(page).toContain(String.raw`\u{1b}[31mred`)
  })

  it('says what was decided, on what evidence, by whom, what is not green first', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const runId = await hostileRun(test)
    const { fileName, text: page } = await report(test, runId, 'html')
    expect(fileName).toBe('go-live-4-2-b-now-b-2026-11-21.html')
    const head = test.store.events.run(runId)?.head
    for (const said of ['4.2.0', 'c0ffee', '4.1.7', 'Ada (ops)', test.hash, head?.hash ?? '-'])
      expect(page).toContain(said)
    expect(page).toContain('status = 500')
    expect(page).toContain('GET https://api.test/ready')
    expect(page).toMatch(/▲<\/i>\s*Failed/)
    expect(page).toMatch(/○<\/i>\s*To do/)
    expect(page.indexOf('What is not green')).toBeLessThan(page.indexOf('>Phases<'))
    expect(page).toContain('is unbroken')
    const french = (await report(test, runId, 'html', 'fr')).text
    expect(french).toContain('<html lang="fr">')
    expect(french).toMatch(/▲<\/i>\s*Échec/)
    expect(french).toContain('Dernière version saine')
  })

  it('says so when the history does not hold', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const runId = await hostileRun(test)
    const { sql } = test.store.database
    sql.exec('DROP TRIGGER events_no_update')
    sql.exec(`UPDATE events SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2`)
    const { text: page } = await report(test, runId, 'html')
    expect(page).toContain('The history does not hold. Event 2 was changed')
  })
})

describe('the Markdown report', () => {
  it('reads as our own structure: hostile text makes no link, image, code, table or HTML', async () => {
    using folder = temporaryFolder()
    const text = `ready 1 ${hostile[7]}\nbackup 0 ${hostile[8]}\ndrop 0 ${hostile[19]}\n`
    await using test = openTestRuns(folder.dir, { text })
    const { fileName, text: markdown } = await report(test, await hostileRun(test), 'markdown')
    expect(fileName).toMatch(/\.md$/)
    const tree = fromMarkdown(markdown, {
      extensions: [gfm()],
      mdastExtensions: [gfmFromMarkdown()],
    })
    const kinds = new Map<string, number>()
    const walk = (node: { type: string; children?: { type: string }[] }) => {
      kinds.set(node.type, (kinds.get(node.type) ?? 0) + 1)
      for (const child of node.children ?? []) walk(child)
    }
    walk(tree)
    const expected = [
      'root',
      'heading',
      'text',
      'list',
      'listItem',
      'paragraph',
      'strong',
      'inlineCode',
      'table',
      'tableRow',
      'tableCell',
    ]
    expect([...kinds.keys()].filter((kind) => !expected.includes(kind))).toEqual([])
    expect(kinds.get('table')).toBe(2)
    const rows = tree.children.findLast((node) => node.type === 'table')?.children
    expect(new Set(rows?.map((row) => row.children.length))).toEqual(new Set([4]))
    const said = JSON.stringify(tree)
    for (const payload of [
      '<script>alert(1)</script>',
      '[x](javascript:alert(1))',
      '__proto__ **b** ~~s~~ $x$',
    ])
      expect(said).toContain(JSON.stringify(payload).slice(1, -1))
  })

  it('is whole in French', async () => {
    using folder = temporaryFolder()
    await using test = openTestRuns(folder.dir)
    const { text: markdown } = await report(test, await hostileRun(test), 'markdown', 'fr')
    expect(markdown).toContain('## Ce qui n’est pas au vert')
    expect(markdown).toContain('◐ **Dérogation**')
  })
})

it('every sentence of stores, runs and reports is in both languages, and takes the same values', () => {
  const names = (pattern: string) =>
    new Set([...pattern.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name))
  const own = Object.entries(catalogue).filter(([id]) => /^(store|chain|run|report)\./.test(id))
  expect(own.length).toBeGreaterThan(100)
  for (const [id, { en, fr }] of own) expect([id, names(fr)]).toEqual([id, names(en)])
})
