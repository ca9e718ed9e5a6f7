import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'

import type { ScenarioPreview } from '../../shared/model/scenario.ts'
import type { LogLine } from '../../shared/model/tail.ts'
import type { CheckPreview } from '../../shared/rpc/views.ts'
import type { DrillDialog } from '../drill/drill-dialog.ts'
import type { IncidentDialog } from '../incident/incident-dialog.ts'
import { noFilter } from '../logic/filter.ts'
import type { ItemFilter } from '../logic/filter.ts'
import { noMonitorFilter } from '../logic/monitors.ts'
import type { MonitorFilter } from '../logic/monitors.ts'
import type { PiiSource } from '../logs/pii-file.ts'
import type { WantedTail } from '../logs/wanted-tail.ts'

export const screens = [
  'home',
  'war-room',
  'checklist',
  'health',
  'queues',
  'logs',
  'scenarios',
  'decision',
  'rollback',
  'incident',
  'timeline',
  'profiles',
  'settings',
] as const
export type Screen = (typeof screens)[number]

/** The rail from top to bottom, and Alt 1, 2, 3…: an open run's war room comes before Home. */
export function railScreens(runOpen: boolean): readonly Screen[] {
  return runOpen ? ['war-room', 'home', ...screens.slice(2)] : screens
}

/** The digit that goes with Alt to a place on the rail; those beyond the tenth have none. */
export const railKey = (index: number): string | undefined =>
  index < 10 ? String((index + 1) % 10) : undefined

/** The one dialog that may be open. */
export type OpenDialog =
  | { kind: 'start-run'; runbookHash?: string }
  | { kind: 'note'; itemId: string }
  | { kind: 'run-note' }
  | { kind: 'waive'; itemId: string }
  | { kind: 'sign'; phaseId: string }
  | { kind: 'confirm-checks'; itemIds: string[]; previews: CheckPreview[] }
  | { kind: 'secret'; profile: string; name: string }
  | { kind: 'pause-monitors'; checkIds: string[] }
  | { kind: 'maintenance'; checkIds: string[] }
  | { kind: 'close-run'; reopen: boolean }
  | { kind: 'runbook-diff' }
  | { kind: 'decide'; gateId: string }
  | { kind: 'pin-line'; line: LogLine }
  | { kind: 'keep-pii'; of: PiiSource }
  | { kind: 'add-tail'; wanted?: WantedTail }
  | { kind: 'play-scenario'; preview: ScenarioPreview; stepwise: boolean; cleanUpOnly: boolean }
  | { kind: 'incident'; about: IncidentDialog }
  | { kind: 'drill'; about: DrillDialog }
  | { kind: 'lesson' }
  | { kind: 'keys' }

export interface Toast {
  id: number
  tone: 'go' | 'nogo' | 'idle'
  text: string
  hint?: string
  cause?: string
}

/** What this window is looking at. None of it is the engine's business. */
export interface UiState {
  screen: Screen
  runId?: string
  /** The runbook that Home shows in full. */
  inspectedHash?: string
  selectedItemId?: string
  filter: ItemFilter
  collapsed: ReadonlySet<string>
  /** The tile that keys act on. */
  selectedCheckId?: string
  /** Whether Health shows the selected monitor in full. */
  monitorOpen: boolean
  monitorFilter: MonitorFilter
  newestFirst: boolean
  /** The scenario that is looked at. */
  selectedScenarioId?: string
  /** The incident that is looked at, where it is not the open one or the last. */
  selectedIncidentId?: string
  /** Where Logs is to go next, ISO 8601. */
  logMoment?: string
  profileName?: string
  /** Unsaved texts of profiles, by name: leaving the screen loses nothing. */
  drafts: Readonly<Record<string, string>>
  dialog?: OpenDialog
  paletteOpen: boolean
  toasts: readonly Toast[]
}

export interface UiStore extends StoreApi<UiState> {
  go: (screen: Screen) => void
  openRun: (runId: string, screen?: Screen) => void
  leaveRun: () => void
  inspect: (hash: string | undefined) => void
  select: (itemId: string | undefined) => void
  setFilter: (change: Partial<ItemFilter>) => void
  selectMonitor: (checkId: string | undefined) => void
  /** Shows a monitor in full, from wherever it was picked. */
  openMonitor: (checkId: string) => void
  closeMonitor: () => void
  selectScenario: (scenarioId: string | undefined) => void
  /** Shows a scenario in full, from wherever it was picked. */
  openScenario: (scenarioId: string) => void
  selectIncident: (incidentId: string | undefined) => void
  /** What the sources said from then on; nothing once it is shown. */
  showLogsAt: (moment: string | undefined) => void
  setMonitorFilter: (change: Partial<MonitorFilter>) => void
  toggleCollapsed: (phaseId: string, collapsed?: boolean) => void
  setDraft: (profile: string, text: string | undefined) => void
  open: (dialog: OpenDialog) => void
  closeDialog: () => void
  toast: (toast: Omit<Toast, 'id'>) => void
  dropToast: (id: number) => void
}

const remembered = 'warroom.window'

export function createUiStore(storage: Storage | undefined): UiStore {
  const store = createStore<UiState>(() => ({
    screen: 'home',
    filter: noFilter,
    collapsed: new Set(),
    monitorOpen: false,
    monitorFilter: noMonitorFilter,
    newestFirst: true,
    drafts: {},
    paletteOpen: false,
    toasts: [],
    ...recall(storage),
  }))
  store.subscribe(({ screen, runId }, before) => {
    if (screen !== before.screen || runId !== before.runId) {
      storage?.setItem(remembered, JSON.stringify({ screen, runId }))
    }
  })
  let nextToast = 1
  const set = store.setState
  return {
    ...store,
    go: (screen) => set({ screen }),
    openRun(runId, screen = 'checklist') {
      if (store.getState().runId === runId) return set({ screen })
      set({ ...nothingLookedAt(), runId, screen })
    },
    leaveRun: () => set({ ...nothingLookedAt(), runId: undefined, screen: 'home' }),
    inspect: (inspectedHash) => set({ inspectedHash, screen: 'home' }),
    select: (selectedItemId) => set({ selectedItemId }),
    setFilter: (change) => set(({ filter }) => ({ filter: { ...filter, ...change } })),
    selectMonitor: (selectedCheckId) => set({ selectedCheckId }),
    openMonitor: (selectedCheckId) => set({ selectedCheckId, monitorOpen: true, screen: 'health' }),
    closeMonitor: () => set({ monitorOpen: false }),
    selectScenario: (selectedScenarioId) => set({ selectedScenarioId }),
    openScenario: (selectedScenarioId) => set({ selectedScenarioId, screen: 'scenarios' }),
    selectIncident: (selectedIncidentId) => set({ selectedIncidentId }),
    showLogsAt: (logMoment) =>
      set(logMoment === undefined ? { logMoment } : { logMoment, screen: 'logs' }),
    setMonitorFilter: (change) =>
      set(({ monitorFilter }) => ({ monitorFilter: { ...monitorFilter, ...change } })),
    toggleCollapsed(phaseId, collapsed) {
      set((state) => {
        const next = new Set(state.collapsed)
        if (collapsed ?? !next.has(phaseId)) next.add(phaseId)
        else next.delete(phaseId)
        return { collapsed: next }
      })
    },
    setDraft(profile, text) {
      set(({ drafts }) => {
        const { [profile]: _, ...others } = drafts
        return { drafts: text === undefined ? others : { ...others, [profile]: text } }
      })
    },
    open: (dialog) => set({ dialog, paletteOpen: false }),
    closeDialog: () => set({ dialog: undefined }),
    toast(toast) {
      set(({ toasts }) => ({ toasts: [...toasts, { ...toast, id: nextToast++ }].slice(-4) }))
    },
    dropToast(id) {
      set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
    },
  }
}

/** What another run starts with: no choice of the run before makes sense in it. */
const nothingLookedAt = () => ({
  selectedItemId: undefined,
  filter: noFilter,
  collapsed: new Set<string>(),
  selectedCheckId: undefined,
  selectedScenarioId: undefined,
  selectedIncidentId: undefined,
  monitorOpen: false,
  monitorFilter: noMonitorFilter,
  // What it would write was meant for the run before.
  dialog: undefined,
})

/** A reload comes back to the same run: this is a convenience, so anything odd is ignored. */
function recall(storage: Storage | undefined): Partial<UiState> {
  try {
    const known: unknown = JSON.parse(storage?.getItem(remembered) ?? '{}')
    if (typeof known !== 'object' || known === null) return {}
    const { screen, runId } = known as Record<string, unknown>
    return {
      screen: screens.find((name) => name === screen) ?? 'home',
      runId: typeof runId === 'string' ? runId : undefined,
    }
  } catch {
    return {}
  }
}
