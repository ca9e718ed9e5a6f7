import type { Client } from '../rpc/service.ts'

/**
 * Who leads each rollback: one window, or nobody since it was closed, or since Warroom was. Whoever
 * acts first then leads it.
 */
export function createWheel(onMove: (rollbackId: string) => void) {
  const holders = new Map<string, Client>()
  const holderOf = (rollbackId: string) => {
    const holder = holders.get(rollbackId)
    return holder?.gone.aborted === false ? holder : undefined
  }
  const release = (rollbackId: string) => {
    if (holders.delete(rollbackId)) onMove(rollbackId)
  }
  return {
    isElsewhere(rollbackId: string, client: Client | undefined): boolean {
      const holder = holderOf(rollbackId)
      return holder !== undefined && holder.id !== client?.id
    },
    take(rollbackId: string, client: Client | undefined) {
      if (holderOf(rollbackId)?.id === client?.id) return
      if (!client) return release(rollbackId)
      holders.set(rollbackId, client)
      const onGone = () => {
        if (holders.get(rollbackId) === client) release(rollbackId)
      }
      client.gone.addEventListener('abort', onGone, { once: true })
      onMove(rollbackId)
    },
    release,
  }
}

export type Wheel = ReturnType<typeof createWheel>
