import { message, type Message } from '../src/shared/messages/message.ts'
import type { PartStatus } from './messages.ts'
import { stateOf } from './part-state.ts'
import type { Part } from './parts/part.ts'

interface PartsOptions {
  /** Owns what is started. */
  opened: AsyncDisposableStack
  onPart: ((part: PartStatus) => void) | undefined
  /** What ends now ends because it was asked to. */
  isStopping: () => boolean
}

/** The parts of a range as they come up, or do not, or end. */
export interface Parts {
  readonly parts: readonly PartStatus[]
  readonly report: (part: PartStatus) => void
  /** Never rejects: all of them are awaited together, and what one opened must not be lost. */
  readonly attempt: <T extends AsyncDisposable & Pick<Part, 'ended'>>(
    name: string,
    start: () => Promise<{ part: T; note?: Message | undefined }>,
  ) => Promise<T | undefined>
}

export function createParts({ opened, onPart, isStopping }: PartsOptions): Parts {
  const parts: PartStatus[] = []
  const report = (part: PartStatus): void => {
    const known = parts.findIndex(({ name }) => name === part.name)
    if (known === -1) parts.push(part)
    else parts[known] = part
    onPart?.(part)
  }
  /** One that ends although nobody asked it to is told of: what it served is gone. */
  const watch = ({ ended }: Pick<Part, 'ended'>, name: string): void => {
    const tellOfIt = (): void => {
      if (!isStopping()) report({ name, state: 'down', message: message('range.ended') })
    }
    void ended?.then(tellOfIt)
  }
  return {
    parts,
    report,
    async attempt(name, start) {
      try {
        const { part, note } = await start()
        opened.use(part)
        report({ name, state: 'up', message: note })
        watch(part, name)
        return part
      } catch (error) {
        report({ name, ...stateOf(error, name) })
        return undefined
      }
    },
  }
}
