import { setTimeout as wait } from 'node:timers/promises'

/** Between two messages. */
const everyMs = 350

/** So that no message is one of an earlier drill. */
let sent = 0

/** People write to Sylion, each once, until it is disposed of. One that it does not take in is not written again. */
export function startMessageTraffic(sylionUrl: string): AsyncDisposable {
  const ending = new AbortController()
  const write = async () => {
    sent += 1
    const from = `337${String(sent).padStart(8, '0')}`
    await fetch(`${sylionUrl}/api/v1/whatsapp/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(messageOf(from, `wamid.drill-${Date.now()}-${sent}`)),
      signal: AbortSignal.any([ending.signal, AbortSignal.timeout(10_000)]),
    })
  }
  const untilItEnds = async () => {
    while (!ending.signal.aborted) {
      // As on a real line, the next one comes whether or not this one was answered yet.
      void write().catch(() => {})
      await wait(everyMs, undefined, { signal: ending.signal }).catch(() => {})
    }
  }
  const ended = untilItEnds()
  return {
    async [Symbol.asyncDispose]() {
      ending.abort()
      await ended
    },
  }
}

function messageOf(from: string, id: string) {
  const metadata = { phone_number_id: 'demo' }
  const messages = [{ from, id, type: 'text', text: { body: 'Bonjour' } }]
  return {
    object: 'whatsapp_business_account',
    entry: [{ changes: [{ field: 'messages', value: { metadata, messages } }] }],
  }
}
