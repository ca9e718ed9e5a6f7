/** Everybody else who writes to Sylion meanwhile: everything that a scenario looks for, by others. */
export function startTraffic(webhook: string): Disposable {
  const abort = new AbortController()
  let sent = 0
  const post = async (tenant: string, from: string, id: string) => {
    const value = {
      metadata: { phone_number_id: tenant },
      messages: [{ from, id, type: 'text', text: { body: 'Bonjour' } }],
    }
    const entry = [{ changes: [{ field: 'messages', value }] }]
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry })
    const headers = { 'content-type': 'application/json' }
    await fetch(webhook, { method: 'POST', headers, body, signal: abort.signal })
  }
  const somebody = () => {
    const n = ++sent
    const from = `3360${n}`
    const id = `wamid.other.${n}`
    if (n % 4 === 0) return post('quota-epuise', from, id)
    if (n % 4 === 1) return post('demo', 'chatterbox', id)
    // One that a provider sends twice.
    if (n % 4 === 2) return post('demo', from, id).then(() => post('demo', from, id))
    return post('demo', from, id)
  }
  // While a server is down its answers are errors, for them as for everybody.
  const timer = setInterval(() => void somebody().catch(() => {}), 250)
  return {
    [Symbol.dispose]() {
      clearInterval(timer)
      abort.abort()
    },
  }
}
