import { ipcMain } from 'electron'
import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron'
import { z } from 'zod'

import { channels } from '../shared/rpc/channels.ts'
import { openExternal } from './open-external.ts'
import { isOurSender } from './sender.ts'

type Channel = (typeof channels)[keyof typeof channels]

/** As the contract has it: a run's name is never long. */
const runId = z.string().min(1).max(200).optional()

export interface WindowRequests {
  onConnect(window: WebContents): void
  onRestartEngine(): void
  onOpenWall(runId: string | undefined): void
}

/** Everything that a window may ask of main. Data goes another way: by the engine's own port. */
export function listenToWindows(requests: WindowRequests): void {
  listen(channels.connect, z.tuple([]), (window) => requests.onConnect(window))
  listen(channels.restartEngine, z.tuple([]), () => requests.onRestartEngine())
  listen(channels.openWall, z.tuple([runId]), (_window, ...[id]) => requests.onOpenWall(id))
  answer(channels.openExternal, z.tuple([z.string()]), false, (url) => openExternal(url))
}

/** A request with no answer. A wrong sender or payload is dropped. */
function listen<A extends unknown[]>(
  channel: Channel,
  schema: z.ZodType<A>,
  act: (window: WebContents, ...args: A) => void,
): void {
  ipcMain.on(channel, (event: IpcMainEvent, ...payload: unknown[]) => {
    const args = schema.safeParse(payload)
    if (isOurSender(event) && args.success) act(event.sender, ...args.data)
  })
}

/** A request with an answer. A wrong sender or payload gets the refusal, and no reason. */
function answer<A extends unknown[], R>(
  channel: Channel,
  schema: z.ZodType<A>,
  refusal: R,
  act: (...args: A) => Promise<R>,
): void {
  ipcMain.handle(channel, async (event: IpcMainInvokeEvent, ...payload: unknown[]) => {
    const args = schema.safeParse(payload)
    return isOurSender(event) && args.success ? act(...args.data) : refusal
  })
}
