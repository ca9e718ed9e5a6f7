import type { Message } from '../messages/message.ts'

/** `pending`: its condition holds, and not yet for long enough. `inhibited`: another alert keeps it quiet. */
export const alertStates = ['firing', 'pending', 'silenced', 'inhibited'] as const
export type AlertState = (typeof alertStates)[number]

/** What a critical alert can be said to have turned into; `pending` is not news yet. */
export const alertNews = ['firing', 'silenced', 'inhibited', 'ended'] as const
export type AlertNews = (typeof alertNews)[number]

/** Somebody's wish not to hear of an alert until then. */
export interface AlertSilence {
  by: string
  until: string
  comment: string
}

/** One alert that is there now, as its source says. */
export interface AlertStatus {
  kind: 'alert'
  key: string
  /** The watched check that found it. */
  checkId: string
  source: 'prometheus' | 'alertmanager'
  name: string
  /** As its label says; `none` without one. */
  severity: string
  state: AlertState
  summary: string
  /** Redacted. */
  labels: Record<string, string>
  /** When it began, where its source says. */
  since?: string
  silence?: AlertSilence
  /** Its source has fallen silent: this is what it last said. */
  stale: boolean
}

/** Who is asked for alerts. Without it an empty list would read as peace. */
export interface AlertSource {
  kind: 'source'
  key: string
  checkId: string
  title: string
  /** `waiting`: not asked yet since Warroom was started. `muted`: it does not say, or nobody asks. */
  state: 'heard' | 'waiting' | 'muted'
  /** When it last said anything. */
  heardAt?: string
  /** Since when it is not known whether anything fires. */
  mutedSince?: string
  /** Why it is muted. */
  reason?: Message
  /** Alerting rules that are loaded, where a Prometheus says: with none, nothing can fire. */
  rules?: number
  rulesFailing?: number
  /** Alerts that it has beyond those that are listed. */
  unlisted: number
}

export type AlertEntry = AlertStatus | AlertSource

/** Severities that wake somebody. */
export const isCritical = (severity: string): boolean =>
  severity === 'critical' || severity === 'page'
