import { createHash } from 'node:crypto'

/** Letters and digits only, without accents, in lower case: what survives a change of style. */
export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
}

/** A heading's words without its number and emoji, so that renumbering sections renames nothing. */
export function headingSlug(title: string): string {
  const bare = title.replace(/^[^\p{L}\p{N}]*(?:\d+(?:\.\d+)*[.)]?\s+)?/u, '')
  return slugOf(bare) || slugOf(title) || 'phase'
}

/** Hands out each name once: `rollback`, then `parent/rollback`, then `parent/rollback-2`. */
export class NameRegister {
  readonly #taken = new Set<string>()
  readonly #ranks = new Map<string, number>()

  claim(...candidates: string[]): string {
    const free = candidates.find((candidate) => !this.#taken.has(candidate))
    const base = candidates.at(-1) ?? ''
    let name = free ?? base
    while (this.#taken.has(name)) {
      const rank = (this.#ranks.get(base) ?? 1) + 1
      this.#ranks.set(base, rank)
      name = `${base}-${rank}`
    }
    this.#taken.add(name)
    return name
  }

  has(name: string): boolean {
    return this.#taken.has(name)
  }
}

const readableLength = 40

/**
 * An item's own name: readable words, and a few digits over phase and whole text. It depends on
 * nothing else of the document.
 */
export function itemName(phaseSlug: string, title: string): string {
  const slug = slugOf(title)
  const digest = createHash('sha256')
    .update(`${phaseSlug}\n${slug || title}`)
    .digest('hex')
    .slice(0, 4)
  const words = slug
    .slice(0, readableLength)
    .replace(/-[^-]*$/, (cut) => (slug.length > readableLength ? '' : cut))
  return `${words || 'item'}-${digest}`
}
