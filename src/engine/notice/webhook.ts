import { formatEntry, formatMessage } from '../../shared/messages/format.ts'
import { message, type Locale, type Message } from '../../shared/messages/message.ts'
import { noticeMessages } from '../../shared/messages/notice.ts'
import { isQuiet, type Notice } from '../../shared/model/notice.ts'
import type { RunHead } from '../../shared/model/run.ts'
import type { ProfileChecks } from '../check/profile-checks.ts'
import { isOpenRun } from '../run/run-guard.ts'
import type { RunRegistry } from '../run/run-registry.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import type { Timer } from '../time/timer.ts'
import type { Notices } from './notices.ts'
import { escapeForSlack, sendWebhook, type SendFailure } from './send-webhook.ts'

/** How long to wait before each further try. */
const pausesMs = [1000, 5000, 25_000]
const httpAddress = /^https?:\/\//i

export interface WebhookOptions {
  store: Store
  registry: RunRegistry
  notices: Pick<Notices, 'onNews'>
  environment: ProfileChecks['environment']
  redact: (text: string) => string
  clock: Clock
  timer: Timer
}

/** One run's way out: what waits is sent together, one message at a time. */
interface Outbox {
  waiting: string[]
  /** Notices that went out or wait to: only their end is worth a message. */
  told: Set<string>
  isSending: boolean
  /** A failure was noted, and nothing has succeeded since: the next one is no news. */
  hasFailed: boolean
}

/** Sends notices of open runs to the webhook of their profile, where it names one. */
export function createWebhook(options: WebhookOptions): AsyncDisposable {
  const { store, registry, clock, timer, redact } = options
  const outboxes = new Map<string, Outbox>()
  const sending = new Set<Promise<void>>()
  const stop = new AbortController()
  const localeNow = (): Locale => {
    const { locale } = store.settings.get()
    return locale === 'system' ? systemLocale() : locale
  }

  const outboxOf = (runId: string): Outbox => {
    const known = outboxes.get(runId)
    if (known) return known
    const outbox = { waiting: [], told: new Set<string>(), isSending: false, hasFailed: false }
    outboxes.set(runId, outbox)
    return outbox
  }
  const environmentOf = (runId: string) => {
    const run = registry.get(runId)
    if (!run || !isOpenRun(run.head())) return undefined
    return options.environment({ ...run.head(), profileHash: run.profileHash })
  }

  const onNews = (runId: string, notice: Notice) => {
    const notify = environmentOf(runId)?.profile.notify
    const head = registry.head(runId)
    if (!notify?.levels.includes(notice.level) || !head) return
    const { told, waiting } = outboxOf(runId)
    const isOver = notice.resolvedAt !== undefined
    // Of a gate that is no longer ready its own next verdict tells.
    if (isOver && notice.kind === 'gate-ready') return
    if (isOver ? !told.delete(notice.id) : told.has(notice.id)) return
    // What is kept quiet is not made up for: it stays under the bell.
    const { quietHours } = store.settings.get()
    if (isQuiet(quietHours, notice.level, Date.parse(clock.now()))) return
    if (!isOver) told.add(notice.id)
    waiting.push(redact(textOf(notice, head, localeNow())))
    send(runId)
  }

  const send = (runId: string) => {
    const outbox = outboxOf(runId)
    if (outbox.isSending || outbox.waiting.length === 0 || stop.signal.aborted) return
    outbox.isSending = true
    const sent = empty(runId, outbox).finally(() => {
      outbox.isSending = false
      sending.delete(sent)
      send(runId)
    })
    sending.add(sent)
  }

  /** Sends all that waits by now as one message. */
  const empty = async (runId: string, outbox: Outbox): Promise<void> => {
    const text = outbox.waiting.splice(0).join('\n')
    const address = await addressOf(runId)
    if (stop.signal.aborted || !isOpenRun(registry.head(runId))) return
    if (address === undefined) return fail(runId, outbox, message('notice.webhook-unusable'))
    const pauses = pausesMs.values()
    for (let attempts = 1; ; attempts++) {
      const sent = await sendWebhook(address, text, stop.signal)
      if (stop.signal.aborted) return undefined
      if (sent.ok) {
        outbox.hasFailed = false
        return undefined
      }
      const { why, mayRetry, retryAfterMs = 0 }: SendFailure = sent.failure
      const pause = mayRetry ? pauses.next().value : undefined
      if (pause === undefined)
        return fail(runId, outbox, message('notice.webhook-failed', { attempts, why }))
      await rest(Math.max(pause, retryAfterMs))
      if (stop.signal.aborted || !isOpenRun(registry.head(runId))) return undefined
    }
  }

  const addressOf = async (runId: string): Promise<string | undefined> => {
    const environment = environmentOf(runId)
    const webhook = environment?.profile.notify?.webhook
    if (!environment || webhook === undefined) return undefined
    const { scope, secrets } = environment
    const prepared = await secrets.prepare(scope.secretsIn(webhook), stop.signal)
    const address = prepared.ok ? scope.resolve(webhook, 'real') : undefined
    const text = address?.ok && typeof address.value === 'string' ? address.value.trim() : ''
    return httpAddress.test(text) && URL.canParse(text) ? text : undefined
  }

  const fail = (runId: string, outbox: Outbox, note: Message) => {
    if (outbox.hasFailed) return
    outbox.hasFailed = true
    store.events.append(runId, { kind: 'engine' }, [{ type: 'engine.note', message: note }])
  }
  const rest = (delayMs: number) =>
    new Promise<void>((resolve) => {
      const cancel = timer.after(delayMs, resolve)
      stop.signal.addEventListener('abort', () => {
        cancel()
        resolve()
      })
    })

  const stopListening = options.notices.onNews(onNews)
  return {
    async [Symbol.asyncDispose]() {
      stopListening()
      stop.abort()
      await Promise.all(sending)
    },
  }
}

/** The machine's language, as a window would find it. */
function systemLocale(): Locale {
  return Intl.DateTimeFormat().resolvedOptions().locale.startsWith('fr') ? 'fr' : 'en'
}

function textOf(notice: Notice, { title, release, environment }: RunHead, locale: Locale): string {
  const run = escapeForSlack(title)
  const text = escapeForSlack(formatMessage(notice.text, locale))
  if (notice.resolvedAt !== undefined)
    return formatEntry(noticeMessages['notice.webhook-over'], locale, { run, text })
  return formatEntry(noticeMessages['notice.webhook-text'], locale, {
    level: notice.level,
    run,
    version: escapeForSlack(release.version) || 'none',
    environment,
    text,
    reason: notice.reason ? escapeForSlack(formatMessage(notice.reason, locale)) : 'none',
  })
}
