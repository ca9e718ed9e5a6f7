import type { Item, Phase, Runbook } from '../../shared/model/runbook.ts'

/** A runbook, arranged once for looking things up. */
export interface Outline {
  runbook: Runbook
  phases: ReadonlyMap<string, Phase>
  items: ReadonlyMap<string, Item>
  itemOfCheck: ReadonlyMap<string, string>
  /** Phases that hold items, themselves or below them, in document order. */
  shownPhases: readonly Phase[]
  /** Items that stand directly in a phase. */
  itemsOf: (phaseId: string) => readonly Item[]
  /** Items of a phase and of all phases below it. */
  itemsUnder: (phaseId: string) => readonly Item[]
  /** A phase and every phase above it, nearest first. */
  pathOf: (phaseId: string) => readonly string[]
}

const outlines = new WeakMap<Runbook, Outline>()

export function outlineOf(runbook: Runbook): Outline {
  let outline = outlines.get(runbook)
  if (!outline) outlines.set(runbook, (outline = createOutline(runbook)))
  return outline
}

function createOutline(runbook: Runbook): Outline {
  const phases = new Map(runbook.phases.map((phase) => [phase.id, phase]))
  const items = new Map(runbook.items.map((item) => [item.id, item]))
  const itemOfCheck = new Map<string, string>()
  const direct = new Map<string, Item[]>()
  const under = new Map<string, Item[]>()
  const paths = new Map<string, string[]>()

  const pathOf = (phaseId: string): readonly string[] => {
    let path = paths.get(phaseId)
    if (!path) {
      path = []
      for (let phase = phases.get(phaseId); phase && !path.includes(phase.id);) {
        path.push(phase.id)
        phase = phase.parentId === undefined ? undefined : phases.get(phase.parentId)
      }
      paths.set(phaseId, path)
    }
    return path
  }
  for (const item of runbook.items) {
    for (const check of item.checks) itemOfCheck.set(check.id, item.id)
    push(direct, item.phaseId, item)
    for (const phaseId of pathOf(item.phaseId)) push(under, phaseId, item)
  }
  return {
    runbook,
    phases,
    items,
    itemOfCheck,
    shownPhases: runbook.phases.filter((phase) => under.has(phase.id)),
    itemsOf: (phaseId) => direct.get(phaseId) ?? [],
    itemsUnder: (phaseId) => under.get(phaseId) ?? [],
    pathOf,
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

export type ListRow =
  | { kind: 'phase'; phase: Phase; items: readonly Item[] }
  | { kind: 'item'; item: Item; phaseId: string }

/** The rows of a checklist: phase, its items, next phase. Phases left without a row are not shown. */
export function listRows(
  outline: Outline,
  shown: (item: Item) => boolean,
  collapsed: ReadonlySet<string>,
): ListRow[] {
  const rows: ListRow[] = []
  for (const phase of outline.shownPhases) {
    const path = outline.pathOf(phase.id)
    if (path.slice(1).some((id) => collapsed.has(id))) continue
    const matching = outline.itemsUnder(phase.id).filter(shown)
    if (matching.length === 0) continue
    rows.push({ kind: 'phase', phase, items: outline.itemsUnder(phase.id) })
    if (collapsed.has(phase.id)) continue
    for (const item of outline.itemsOf(phase.id)) {
      if (shown(item)) rows.push({ kind: 'item', item, phaseId: phase.id })
    }
  }
  return rows
}
