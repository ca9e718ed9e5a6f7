import { appOrigin } from '../shared/rpc/channels.ts'

/** The part of an IPC event that says who sent it. */
export interface SenderFacts<Frame extends { url: string } = { url: string }> {
  /** Null once the frame has navigated away or is gone. */
  senderFrame: Frame | null
  sender: { readonly mainFrame: Frame; isDestroyed(): boolean }
}

/** Only the top frame of a page of ours may ask main for anything. */
export function isOurSender(event: SenderFacts): boolean {
  const frame = event.senderFrame
  if (!frame || event.sender.isDestroyed() || frame !== event.sender.mainFrame) return false
  return frame.url === appOrigin || frame.url.startsWith(`${appOrigin}/`)
}
