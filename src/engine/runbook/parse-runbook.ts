import { createHash } from 'node:crypto'

import type { RootContent } from 'mdast'

import { message } from '../../shared/messages/message.ts'
import type { Budget } from '../../shared/model/budget.ts'
import type { CheckSpec } from '../../shared/model/check.ts'
import type { Gate } from '../../shared/model/gate.ts'
import type { RollbackPlan } from '../../shared/model/rollback.ts'
import type { Item, Problem, Runbook } from '../../shared/model/runbook.ts'
import type { Scenario } from '../../shared/model/scenario.ts'
import type { TailSpec } from '../../shared/model/tail.ts'
import { probes as allProbes } from '../probes/registry.ts'
import { decodeText } from '../text/decode.ts'
import { isBoxedFence, readBoxCell, readGlyphBox } from './box-lines.ts'
import { readBudgets, readBudgetsOf } from './budget-fence.ts'
import type { Probes } from './check-fence.ts'
import { fenceWord } from './fence-words.ts'
import { takeFrontMatter } from './front-matter.ts'
import { readGates, readGatesOf } from './gate-fence.ts'
import { NameRegister } from './identity.ts'
import { readMarkdown } from './markdown-document.ts'
import { cellsOf, plainText } from './markdown-text.ts'
import { overlayNameOf, unbundleFiles } from './overlay-bundle.ts'
import { applyOverlay, type Overlay } from './overlay.ts'
import { isBoxed } from './read-entries.ts'
import { readFlow } from './read-flow.ts'
import { readRollbacks, readRollbacksOf, type RollbackSubjects } from './rollback-fence.ts'
import { RunbookBuilder } from './runbook-builder.ts'
import { readScenarios, readScenariosOf } from './scenario-fence.ts'
import { logCheckProblems, readTails, readTailsOf } from './tail-fence.ts'

export interface RunbookInput {
  /** The file's own, or those of `bundleFiles`: its overlay with it. */
  bytes: Uint8Array
  fileName: string
  /** Absolute, when it was opened from disk. */
  path?: string
}

/**
 * Reads any Markdown as a runbook. Nothing in it can make this throw: what is wrong is a problem
 * with its place, and the rest still opens. The bytes are never changed.
 */
export function parseRunbook(input: RunbookInput, probes: Probes = allProbes): Runbook {
  const files = unbundleFiles(input.bytes)
  const { text, repairs } = decodeText(files.runbook)
  const front = takeFrontMatter(text)
  const { children, unread } = readMarkdown(front.body)
  const builder = new RunbookBuilder({
    probes,
    lines: front.body.split('\n'),
    boxless: !children.some(holdsAnyBox),
    ...(front.title === undefined ? {} : { title: front.title }),
    authorIds: new Set(
      Array.from(text.matchAll(/\{[^{}\n]*#([\w.-]+)/g), (match) => match[1] ?? ''),
    ),
  })
  builder.problems.push(...front.problems)
  for (const line of unread)
    builder.note('error', { line, column: 1 }, message('runbook.unreadable-line'))
  readFlow(children, builder)
  const overlay = files.overlay && applyOverlay(files.overlay, builder)
  const { phases, items } = builder.finish()
  const { tails, scenarios } = readTailsAndScenarios(builder, overlay, items)
  const { gates, budgets } = readWhatNamesItems(builder, overlay, items)
  const rollbacks = readPlans(builder, overlay, { items, tails, probes })
  if (!looksLikeText(text))
    builder.note('error', { line: 1, column: 1 }, message('runbook.not-text'))
  if (items.length === 0)
    builder.note('warning', { line: 1, column: 1 }, message('runbook.no-items'))
  const overlayName = overlayNameOf(input.fileName)
  return {
    hash: createHash('sha256').update(input.bytes).digest('hex'),
    fileName: input.fileName,
    ...(input.path === undefined ? {} : { path: input.path }),
    title: builder.title ?? input.fileName.replace(/\.(?:md|markdown|txt)$/i, ''),
    ...(front.locale === undefined ? {} : { locale: front.locale }),
    variables: { ...overlay?.variables, ...front.variables },
    profiles: front.profiles,
    ...(front.readiness || overlay?.readiness
      ? { readiness: { ...overlay?.readiness, ...front.readiness } }
      : {}),
    phases,
    items,
    contacts: builder.contacts,
    gates,
    tails,
    scenarios,
    rollbacks,
    budgets,
    repairs,
    problems: [
      ...inOrder(builder.problems),
      ...inOrder(overlay?.problems ?? []).map((problem) => ({ ...problem, file: overlayName })),
    ],
    text,
    ...(overlay ? { overlay: { fileName: overlayName, text: overlay.text } } : {}),
  }
}

/** Tails, of fences and of the overlay, and the scenarios that name them. */
function readTailsAndScenarios(
  builder: RunbookBuilder,
  overlay: Overlay | undefined,
  items: readonly Item[],
): { tails: TailSpec[]; scenarios: Scenario[] } {
  const { lines, probes } = builder
  const tailNames = new NameRegister()
  const own = readTails(builder.tailFences, lines, tailNames)
  const added = overlay && readTailsOf(overlay.tails, tailNames)
  const tails = [...own.tails, ...(added?.tails ?? [])]
  const checks = items.flatMap((item) => item.checks)
  const isAdded = ({ origin }: CheckSpec) => origin === 'overlay'
  const scenarioNames = new NameRegister()
  const subjects = { items, tails, probes }
  const scenarios = readScenarios(builder, subjects, scenarioNames)
  const fences = overlay?.scenarios.map((source) => ({ source })) ?? []
  const more = readScenariosOf(fences, subjects, scenarioNames)
  builder.problems.push(
    ...own.problems,
    ...logCheckProblems(
      checks.filter((check) => !isAdded(check)),
      tails,
    ),
    ...scenarios.problems,
  )
  overlay?.problems.push(
    ...(added?.problems ?? []),
    ...logCheckProblems(checks.filter(isAdded), tails),
    ...more.problems,
  )
  return { tails, scenarios: [...scenarios.scenarios, ...more.scenarios] }
}

/** Gates and budgets, of fences and of the overlay: what names items is read when all are known. */
function readWhatNamesItems(
  builder: RunbookBuilder,
  overlay: Overlay | undefined,
  items: readonly Item[],
): { gates: Gate[]; budgets: Budget[] } {
  const { lines, probes } = builder
  const gateNames = new NameRegister()
  const budgetNames = new NameRegister()
  const own = readBudgets(builder.budgetFences, lines, items, probes, budgetNames)
  const added = overlay && readBudgetsOf(overlay.budgets, items, probes, budgetNames)
  const budgets = [...own.budgets, ...(added?.budgets ?? [])]
  const subjects = { items, budgets }
  const gates = readGates(builder.gateFences, lines, subjects, gateNames)
  const moreGates = overlay && readGatesOf(overlay.gates, subjects, gateNames)
  builder.problems.push(...own.problems, ...gates.problems)
  overlay?.problems.push(...(added?.problems ?? []), ...(moreGates?.problems ?? []))
  return { gates: [...gates.gates, ...(moreGates?.gates ?? [])], budgets }
}

/** Rollback plans, of fences and of the overlay, in the order in which they are proposed. */
function readPlans(
  builder: RunbookBuilder,
  overlay: Overlay | undefined,
  subjects: RollbackSubjects,
): RollbackPlan[] {
  const names = new NameRegister()
  const own = readRollbacks(builder.rollbackFences, builder.lines, subjects, names)
  builder.problems.push(...own.problems)
  if (!overlay) return own.rollbacks
  const added = readRollbacksOf(overlay.rollbacks, 'overlay', subjects, names)
  overlay.problems.push(...added.problems)
  return [...own.rollbacks, ...added.rollbacks]
}

const inOrder = (problems: Problem[]) =>
  problems.sort((left, right) => left.line - right.line || left.column - right.column)

/** A picture, an archive or a PDF, opened by mistake: one character in fifty is a control. */
function looksLikeText(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- they are what is counted
  const controls = text.match(/[\u0001-\u0008\u000E-\u001A\u001C-\u001F]/g)?.length ?? 0
  return controls * 50 <= text.length
}

function holdsAnyBox(node: RootContent): boolean {
  switch (node.type) {
    case 'listItem':
      return isBoxed(node) || node.children.some(holdsAnyBox)
    case 'list':
    case 'blockquote':
      return node.children.some(holdsAnyBox)
    case 'table':
      return node.children.some((row) =>
        cellsOf(row).some((cell) => readBoxCell(plainText(cell)) !== undefined),
      )
    case 'code':
      return fenceWord(node) === undefined && isBoxedFence(node.lang, node.value)
    case 'paragraph':
      return node.children.some(
        (child) =>
          child.type === 'text' && child.value.split('\n').some((line) => readGlyphBox(line)),
      )
    default:
      return false
  }
}
