import type { Code } from 'mdast'

import { message, type Message } from '../../shared/messages/message.ts'
import type { CheckSpec } from '../../shared/model/check.ts'
import type { Contact, Item, Phase, Problem, RunbookCommand } from '../../shared/model/runbook.ts'
import type { Block, Inline } from '../../shared/model/text.ts'
import type { Attributes } from './attributes.ts'
import type { CheckFence, Probes } from './check-fence.ts'
import { checkFromCommand, type DerivedCheck } from './criterion.ts'
import { parseDue, parseDuePoint } from './due.ts'
import { modernFlyCommand } from './fly-commands.ts'
import { headingSlug, itemName, NameRegister } from './identity.ts'
import { plainText } from './markdown-text.ts'

/** An item as a reader of some part of the document found it, before it has a name and a number. */
export interface FoundItem {
  title: Inline[]
  line: number
  ticked: boolean
  attributes: Attributes
  details: Block[]
  commands: RunbookCommand[]
  checks: CheckFence[]
  /** The check that a table's criterion makes of its command. */
  derived?: DerivedCheck
  parent?: Item
}

export interface OpenPhase extends Phase {
  slug: string
}

/** Gathers phases and items in document order, and gives each its name. */
export class RunbookBuilder {
  readonly phases: OpenPhase[] = []
  readonly items: Item[] = []
  readonly contacts: Contact[] = []
  readonly problems: Problem[] = []
  /** Read when every item is known: their criteria name items. */
  readonly gateFences: Code[] = []
  readonly budgetFences: Code[] = []
  readonly tailFences: Code[] = []
  readonly scenarioFences: { node: Code; item?: Item }[] = []
  readonly rollbackFences: Code[] = []
  readonly probes: Probes
  /** Of the document, 1-based lines at 0-based indexes. */
  readonly lines: readonly string[]
  /** No box in the whole document: then its lists are the checklist. */
  readonly boxless: boolean
  title: string | undefined

  readonly #phaseNames = new NameRegister()
  readonly #itemNames = new NameRegister()
  readonly #authorIds: ReadonlySet<string>
  /** Headings that lead the document: its title, which is a phase only if text stands under it. */
  readonly #covers = new Set<Phase>()
  #cover = true
  /** Open headings, outermost first. */
  readonly #path: OpenPhase[] = []
  #current: OpenPhase | undefined

  constructor(options: {
    probes: Probes
    lines: readonly string[]
    boxless: boolean
    title?: string
    authorIds: ReadonlySet<string>
  }) {
    this.probes = options.probes
    this.lines = options.lines
    this.boxless = options.boxless
    this.title = options.title
    this.#authorIds = options.authorIds
  }

  /** Opens the phase of a heading. Ruled lines are no headings; the title is one only if text follows. */
  openPhase(title: Inline[], depth: number, line: number): void {
    const text = plainText(title)
    if (!/[\p{L}\p{N}]/u.test(text)) return
    const isCover = this.#cover && depth === 1
    if (!isCover) this.#cover = false
    if (isCover && this.title === undefined) this.title = text
    while ((this.#path.at(-1)?.depth ?? 0) >= depth) this.#path.pop()
    const phase = this.#open(text, depth, line, this.#path.at(-1))
    if (isCover) this.#covers.add(phase)
    else this.#path.push(phase)
  }

  /** A group inside a fence: a phase one below the heading. */
  openGroup(title: string, line: number, heading: OpenPhase): void {
    this.#open(title, heading.depth + 1, line, heading)
  }

  /** After a fence with groups, text belongs to the heading again. */
  closeGroups(heading: OpenPhase): void {
    this.#current = heading
  }

  #open(title: string, depth: number, line: number, parent: OpenPhase | undefined): OpenPhase {
    const slug = headingSlug(title)
    const due = parseDue(title)
    const phase: OpenPhase = {
      id: this.#phaseNames.claim(slug, parent ? `${parent.slug}/${slug}` : slug),
      slug,
      title,
      depth,
      ...(parent ? { parentId: parent.id } : {}),
      ...(due ? { due } : {}),
      details: [],
      commands: [],
      line,
    }
    this.phases.push(phase)
    this.#current = phase
    return phase
  }

  /** The phase that text now belongs to; one without a heading where none has come yet. */
  get phase(): OpenPhase {
    if (this.#current) return this.#current
    const phase = this.#open(this.title ?? '', 1, 1, undefined)
    this.#covers.add(phase)
    return phase
  }

  addDetails(blocks: Block[], commands: RunbookCommand[] = []): void {
    const { phase } = this
    const [first] = blocks
    // "Après 1 semaine :" right under a heading dates what follows, as the heading itself would.
    if (!phase.due && phase.details.length === 0 && first?.t === 'paragraph') {
      const text = plainText(first.children)
      const due = text.length < 60 && /\s?:$/.test(text) ? parseDue(text) : undefined
      if (due) phase.due = due
    }
    phase.details.push(...blocks)
    phase.commands.push(...commands)
    for (const command of commands) this.#noteOlderCommand(command)
  }

  addItem(found: FoundItem): Item {
    const { phase } = this
    const title = plainText(found.title)
    const due = found.attributes.due ?? parseDuePoint(title)
    const item: Item = {
      id: this.#nameItem(found, phase.slug, title),
      number: '',
      phaseId: phase.id,
      ...(found.parent ? { parentId: found.parent.id } : {}),
      depth: found.parent ? found.parent.depth + 1 : 0,
      title,
      titleInline: found.title,
      details: found.details,
      commands: found.commands,
      checks: [],
      ...(due ? { due } : {}),
      ...(found.attributes.owner === undefined ? {} : { owner: found.attributes.owner }),
      blocking: found.attributes.blocking,
      tags: found.attributes.tags,
      ticked: found.ticked,
      line: found.line,
    }
    this.items.push(item)
    for (const unknown of found.attributes.unknown) this.#noteAttribute(item, unknown)
    for (const command of found.commands) this.#noteOlderCommand(command, item.id)
    this.#addChecks(item, found)
    return item
  }

  #nameItem(found: FoundItem, phaseSlug: string, title: string): string {
    const { id } = found.attributes
    if (id !== undefined) {
      if (!this.#itemNames.has(id)) return this.#itemNames.claim(id)
      this.problems.push({
        severity: 'error',
        ...this.placeOf(found.line, `#${id}`),
        message: message('runbook.duplicate-id', { id }),
      })
    }
    const name = itemName(phaseSlug, title)
    return this.#itemNames.claim(this.#authorIds.has(name) ? `${name}-2` : name)
  }

  #addChecks(item: Item, found: FoundItem): void {
    const names = new NameRegister()
    const nextId = (name?: string) => names.claim(`${item.id}#${name ?? item.checks.length + 1}`)
    for (const { spec, problems } of found.checks) {
      this.problems.push(...problems.map((problem) => ({ ...problem, itemId: item.id })))
      if (!spec) continue
      const { name, ...rest } = spec
      item.checks.push({ ...rest, id: nextId(name), itemId: item.id })
    }
    if (found.checks.length > 0) return
    if (found.derived) {
      this.#addDerived(item, found.derived, 'table', nextId(), item.line)
      return
    }
    // Only where every command of the item is such a check: else its other half would pass unseen.
    const derived = found.commands.map((command) => ({
      check:
        command.danger === 'read' && command.origin === 'inline'
          ? checkFromCommand(command.text)
          : undefined,
      line: command.line,
    }))
    if (derived.some(({ check }) => check === undefined)) return
    for (const { check, line } of derived)
      if (check) this.#addDerived(item, check, 'command', nextId(), line)
  }

  /** An item that an overlay gives a phase: after the phase's own. Its checks are added to it. */
  addOverlayItem(phase: OpenPhase, title: string, attributes: Attributes): Item {
    const rank = this.phases.indexOf(phase)
    const at = this.items.findLastIndex(({ phaseId }) => {
      const other = this.phases.findIndex(({ id }) => id === phaseId)
      return other <= rank
    })
    this.#current = phase
    const item = this.addItem({
      title: [{ t: 'text', text: title }],
      line: phase.line,
      ticked: false,
      attributes,
      details: [],
      commands: [],
      checks: [],
    })
    item.origin = 'overlay'
    this.items.pop()
    this.items.splice(at + 1, 0, item)
    return item
  }

  /** As fences would be, they stand in the place of what was read off the item's commands. */
  addOverlayChecks(item: Item, fences: readonly CheckFence[]): Problem[] {
    if (fences.some(({ spec }) => spec))
      item.checks = item.checks.filter(({ origin }) => origin === 'fence')
    const names = new NameRegister()
    for (const { id } of item.checks) names.claim(id)
    for (const { spec } of fences) {
      if (!spec) continue
      const { name, ...rest } = spec
      const id = names.claim(`${item.id}#${name ?? item.checks.length + 1}`)
      item.checks.push({ ...rest, id, itemId: item.id })
    }
    return fences.flatMap(({ problems }) =>
      problems.map((problem) => ({ ...problem, itemId: item.id })),
    )
  }

  #addDerived(
    item: Item,
    derived: DerivedCheck,
    origin: CheckSpec['origin'],
    id: string,
    line: number,
  ): void {
    const place = this.placeOf(line, derived.run)
    item.checks.push({
      id,
      itemId: item.id,
      kind: 'command',
      config: { run: derived.run },
      ...(derived.expect === undefined ? {} : { expect: derived.expect }),
      timeoutMs: this.probes.command.defaultTimeoutMs,
      origin,
      ...place,
    })
    if (derived.note) this.note('info', place, derived.note, undefined, item.id)
  }

  #noteAttribute(item: Item, unknown: Attributes['unknown'][number]): void {
    const place = this.placeOf(item.line, unknown.word)
    const found = unknown.word
    if (unknown.reason === 'due')
      this.note('error', place, message('runbook.bad-due', { found }), undefined, item.id)
    else
      this.note(
        'error',
        place,
        message('runbook.unknown-attribute', { found }),
        unknown.suggestion,
        item.id,
      )
  }

  #noteOlderCommand(command: RunbookCommand, itemId?: string): void {
    const modern = modernFlyCommand(command.text)
    if (modern)
      this.note(
        'info',
        this.placeOf(command.line, modern.older),
        message('runbook.older-fly', modern),
        undefined,
        itemId,
      )
  }

  note(
    severity: Problem['severity'],
    place: { line: number; column: number },
    text: Message,
    suggestion?: string,
    itemId?: string,
  ): void {
    this.problems.push({
      severity,
      ...place,
      message: text,
      ...(suggestion === undefined ? {} : { suggestion }),
      ...(itemId === undefined ? {} : { itemId }),
    })
  }

  /** Where a text stands on a line, or the line's first word where it does not. */
  placeOf(line: number, text: string): { line: number; column: number } {
    const written = this.lines[line - 1] ?? ''
    const at = written.indexOf(text.split('\n')[0] ?? '')
    return { line, column: Math.max(at, at < 0 ? written.search(/\S|$/) : 0) + 1 }
  }

  /** Numbers items by phase and rank, and leaves out what nothing stands under. */
  finish(): { phases: Phase[]; items: Item[] } {
    const itemsOf = Map.groupBy(this.items, (item) => item.phaseId)
    let rank = 0
    for (const phase of this.phases) {
      const items = itemsOf.get(phase.id)
      if (!items) continue
      rank++
      items.forEach((item, index) => (item.number = `${rank}.${index + 1}`))
    }
    const phases = this.phases.filter(
      (phase) => !this.#covers.has(phase) || phase.details.length > 0 || itemsOf.has(phase.id),
    )
    return { phases: phases.map(withoutSlug), items: this.items }
  }
}

function withoutSlug(phase: OpenPhase): Phase {
  const plain: Phase & { slug?: string } = { ...phase }
  delete plain.slug
  return plain
}
