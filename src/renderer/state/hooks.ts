import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'

import type { Locale, Message } from '../../shared/messages/message.ts'
import type { MonitorStatus } from '../../shared/model/monitor.ts'
import type { ItemStatus, RunEvent, RunHead } from '../../shared/model/run.ts'
import type { Evidence } from '../../shared/model/run.ts'
import type { Runbook } from '../../shared/model/runbook.ts'
import type { EngineStatus, RangeStatus, Settings } from '../../shared/rpc/views.ts'
import type { Mirror } from '../bridge/mirror.ts'
import { outlineOf } from '../logic/outline.ts'
import type { Outline } from '../logic/outline.ts'
import { sayMessage, translator } from '../text/translate.ts'
import type { Translate } from '../text/translate.ts'
import type { Documents, Loaded } from './documents.ts'
import { localeOf, settingsOf } from './locale.ts'
import type { RunState } from './run.ts'
import { useSession } from './session.ts'
import type { UiState } from './ui.ts'

export function useLocale(): Locale {
  return useStore(useSession().settings, localeOf)
}

/** The window's own sentences in the reader's language. */
export function useText(): Translate {
  return translator(useLocale())
}

/** The engine's sentences in the reader's language. */
export function useSay(): (message: Message) => string {
  const locale = useLocale()
  return useMemo(() => (message: Message) => sayMessage(message, locale), [locale])
}

export function useUi<T>(select: (state: UiState) => T): T {
  return useStore(useSession().ui, select)
}

export function useRun<T>(select: (state: RunState) => T): T {
  return useStore(useSession().run, select)
}

export const useHead = (): RunHead | undefined => useRun((state) => state.head)

/** Parts of the head that do not change with every event, for what is drawn many times. */
export const useT0 = (): string | undefined => useRun((state) => state.head?.t0)
export const useDues = (): RunHead['dues'] | undefined => useRun((state) => state.head?.dues)

export const useItemStatus = (itemId: string): ItemStatus | undefined =>
  useRun((state) => state.items.get(itemId))

/** One monitor of the open run: another one's change leaves its reader alone. */
export const useMonitor = (checkId: string): MonitorStatus | undefined =>
  useMonitors((mirror) => mirror.entries.get(checkId))

/** All monitors of the open run, by check. */
export function useMonitors<T>(select: (mirror: Mirror<MonitorStatus>) => T): T {
  return useStore(useSession().monitors, select)
}

export function useEvents(): readonly RunEvent[] {
  return useStore(useSession().timeline, (state) => state.events)
}

export function useEngineStatus(): EngineStatus | undefined {
  return useStore(useSession().engine, (mirror) => mirror.entries.values().next().value)
}

export function useSettings(): Settings | undefined {
  return useStore(useSession().settings, settingsOf)
}

export function useRange(): RangeStatus | undefined {
  return useStore(useSession().range, (mirror) => mirror.entries.values().next().value)
}

/** The name under which acts are recorded. */
export const useOperator = (): string => useSettings()?.operator ?? ''

const loading: Loaded<never> = { state: 'loading' }

function useDocument<T>(documents: Documents<T>, hash: string | undefined): Loaded<T> | undefined {
  const known = useStore(documents.store, (all) => (hash === undefined ? undefined : all.get(hash)))
  useEffect(() => {
    if (hash !== undefined) documents.want(hash)
  }, [documents, hash])
  return hash === undefined ? undefined : (known ?? loading)
}

export function useRunbook(hash: string | undefined): Loaded<Runbook> | undefined {
  return useDocument(useSession().documents, hash)
}

export function useEvidence(hash: string | undefined): Loaded<Evidence> | undefined {
  return useDocument(useSession().evidence, hash)
}

/** The open run's runbook, arranged; undefined while it is on its way. */
export function useOutline(): Outline | undefined {
  const document = useRunbook(useRun((state) => state.head?.runbookHash))
  return document?.state === 'ready' ? outlineOf(document.value) : undefined
}

/** Whether an engine answers. */
export const useLive = (): boolean =>
  useStore(useSession().connection, (connection) => connection.phase === 'live')

/** Whether acts on the open run are taken now, and by what they are prevented. */
export function useBlocked(): 'closed' | 'imported' | 'read-only' | 'engine' | undefined {
  const imported = useRun((state) => state.head?.imported ?? false)
  const closed = useRun((state) => state.head?.closedAt !== undefined)
  const readOnly = useEngineStatus()?.readOnly ?? false
  const live = useLive()
  if (imported) return 'imported'
  if (closed) return 'closed'
  if (!live) return 'engine'
  return readOnly ? 'read-only' : undefined
}
