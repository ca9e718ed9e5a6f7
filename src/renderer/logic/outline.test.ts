import { describe, expect, it } from 'vitest'

import type { Item, Phase, Runbook } from '../../shared/model/runbook.ts'
import { listRows, outlineOf } from './outline.ts'

const phase = (id: string, parentId?: string): Phase => ({
  id,
  title: id,
  depth: parentId === undefined ? 2 : 3,
  parentId,
  details: [],
  commands: [],
  line: 1,
})
const item = (id: string, phaseId: string): Item => ({
  id,
  number: id,
  phaseId,
  depth: 0,
  title: id,
  titleInline: [],
  details: [],
  commands: [],
  checks: [],
  blocking: false,
  tags: [],
  ticked: false,
  line: 1,
})
const runbook: Runbook = {
  hash: 'h',
  fileName: 'x.md',
  title: 'x',
  variables: {},
  profiles: [],
  phases: [phase('a'), phase('a1', 'a'), phase('prose'), phase('b')],
  items: [item('1', 'a'), item('2', 'a1'), item('3', 'b')],
  contacts: [],
  gates: [],
  tails: [],
  scenarios: [],
  rollbacks: [],
  budgets: [],
  repairs: [],
  problems: [],
  text: '',
}
const outline = outlineOf(runbook)
const rows = (shown: (item: Item) => boolean = () => true, collapsed: string[] = []) =>
  listRows(outline, shown, new Set(collapsed)).map((row) =>
    row.kind === 'phase' ? `#${row.phase.id}` : row.item.id,
  )

describe('listRows', () => {
  it('gives phases and items in document order, without phases that hold no item', () => {
    expect(rows()).toEqual(['#a', '1', '#a1', '2', '#b', '3'])
  })
  it('leaves out phases whose items are all filtered away', () => {
    expect(rows((each) => each.id === '2')).toEqual(['#a', '#a1', '2'])
  })
  it('hides all that is below a collapsed phase', () => {
    expect(rows(undefined, ['a'])).toEqual(['#a', '#b', '3'])
    expect(rows(undefined, ['a1'])).toEqual(['#a', '1', '#a1', '#b', '3'])
  })
})

describe('outlineOf', () => {
  it('counts items of phases below', () => {
    expect(outline.itemsUnder('a').map((each) => each.id)).toEqual(['1', '2'])
    expect(outline.itemsOf('a').map((each) => each.id)).toEqual(['1'])
  })
  it('is made once for a runbook', () => {
    expect(outlineOf(runbook)).toBe(outline)
  })
})
