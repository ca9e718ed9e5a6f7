import type { ItemState } from '../../shared/model/run.ts'
import type { Item } from '../../shared/model/runbook.ts'
import { isSettled } from './counts.ts'

export type StateFilter = 'all' | 'open' | 'late' | ItemState

export interface ItemFilter {
  text: string
  state: StateFilter
  phaseId: string
  owner: string
  blocking: boolean
  withCheck: boolean
}

export const noFilter: ItemFilter = {
  text: '',
  state: 'all',
  phaseId: '',
  owner: '',
  blocking: false,
  withCheck: false,
}

export const isFiltering = (filter: ItemFilter): boolean =>
  filter.text.trim() !== '' ||
  filter.state !== 'all' ||
  filter.phaseId !== '' ||
  filter.owner !== '' ||
  filter.blocking ||
  filter.withCheck

/** Without case and accents, so that “donnees” finds “Données”. */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** What a filter needs to know of an item beside its text. */
export interface ItemFacts {
  state: ItemState
  late: boolean
  /** The item's phase and every phase above it. */
  phaseIds: readonly string[]
}

/** Whether an item is to be shown. Every word that was typed must be found somewhere in it. */
export function matchesFilter(item: Item, facts: ItemFacts, filter: ItemFilter): boolean {
  if (!matchesState(facts, filter.state)) return false
  if (filter.phaseId !== '' && !facts.phaseIds.includes(filter.phaseId)) return false
  if (filter.owner !== '' && item.owner !== filter.owner) return false
  if (filter.blocking && !item.blocking) return false
  if (filter.withCheck && item.checks.length === 0) return false
  const words = foldText(filter.text).split(/\s+/).filter(Boolean)
  if (words.length === 0) return true
  const text = searchTextOf(item)
  return words.every((word) => text.includes(word))
}

function matchesState(facts: ItemFacts, wanted: StateFilter): boolean {
  if (wanted === 'all') return true
  if (wanted === 'open') return !isSettled(facts.state)
  if (wanted === 'late') return facts.late
  return facts.state === wanted
}

const searchTexts = new WeakMap<Item, string>()

function searchTextOf(item: Item): string {
  let text = searchTexts.get(item)
  if (text === undefined) {
    text = foldText(
      [
        item.number,
        item.title,
        item.owner ?? '',
        ...item.tags,
        ...item.commands.map((command) => command.text),
        ...item.checks.map((check) => `${check.kind} ${check.title ?? ''} ${check.expect ?? ''}`),
      ].join(' '),
    )
    searchTexts.set(item, text)
  }
  return text
}
