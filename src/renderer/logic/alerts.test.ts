import { describe, expect, it } from 'vitest'

import type { AlertSource, AlertStatus } from '../../shared/model/alert.ts'
import { summariseAlerts, toneOfAlert, toneOfAlerts } from './alerts.ts'

const source = (changes: Partial<AlertSource> = {}): AlertSource => ({
  kind: 'source',
  key: 'source a#1',
  checkId: 'a#1',
  title: 'Prometheus',
  state: 'heard',
  unlisted: 0,
  ...changes,
})
const alert = (name: string, changes: Partial<AlertStatus> = {}): AlertStatus => ({
  kind: 'alert',
  key: `alert a#1 ${name}`,
  checkId: 'a#1',
  source: 'prometheus',
  name,
  severity: 'warning',
  state: 'firing',
  summary: '',
  labels: { alertname: name },
  stale: false,
  ...changes,
})

describe('alerts', () => {
  it('are worst first, and counted by what they ask of a person', () => {
    const summary = summariseAlerts([
      source(),
      alert('quiet', { state: 'silenced', severity: 'critical' }),
      alert('soon', { state: 'pending' }),
      alert('slow'),
      alert('down', { severity: 'page' }),
    ])
    expect(summary.alerts.map(({ name }) => name)).toEqual(['down', 'slow', 'soon', 'quiet'])
    expect(summary).toMatchObject({ critical: 1, firing: 2, pending: 1, quiet: 1, unheard: [] })
    expect(summary.alerts.map(toneOfAlert)).toEqual(['nogo', 'pending', 'pending', 'idle'])
  })

  it('are listed once where two sources tell the same, by who knows more', () => {
    const silence = { by: 'Noé', until: '2026-11-21T12:00:00.000Z', comment: '' }
    const told = summariseAlerts([
      alert('down', { key: 'one' }),
      alert('down', { key: 'two', state: 'silenced', silence }),
    ])
    expect(told.alerts.map(({ key }) => key)).toEqual(['two'])
    const old = summariseAlerts([
      alert('down', { key: 'one', stale: true }),
      alert('down', { key: 'two' }),
    ])
    expect(old.alerts.map(({ key }) => key)).toEqual(['two'])
  })

  it('are never well while a source is not heard', () => {
    expect(toneOfAlerts(summariseAlerts([source()]))).toBe('go')
    for (const state of ['waiting', 'muted'] as const)
      expect(toneOfAlerts(summariseAlerts([source(), source({ key: 'b', state })]))).toBe('unknown')
    const bad = [source({ state: 'muted' }), alert('down', { severity: 'critical', stale: true })]
    expect(toneOfAlerts(summariseAlerts(bad))).toBe('nogo')
    expect(toneOfAlert(alert('down', { severity: 'critical', stale: true }))).toBe('unknown')
  })
})
