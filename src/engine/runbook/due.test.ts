import { expect, test } from 'vitest'

import { parseDue, parseDuePoint } from './due.ts'

const hour = 3_600
const day = 24 * hour

test.each([
  ['48h avant', -48 * hour],
  ['Pre-Launch Checklist (48h avant)', -48 * hour],
  ['1h avant', -hour],
  ['Une heure avant', -hour],
  ['30 min avant le lancement', -1_800],
  ['2 jours avant', -2 * day],
  ['2 days before', -2 * day],
  ['1 hour before go-live', -hour],
  ['Après 1 semaine', 7 * day],
  ['After 1 week', 7 * day],
  ['1 semaine après', 7 * day],
  ['T-15m', -900],
  ['T-15', -900],
  ['T - 15 min', -900],
  ['T−15m', -900],
  ['T+1h30', 5_400],
  ['T-2d', -2 * day],
  ['T0', 0],
  ['J-2 : gel du code', -2 * day],
  ['J+1', day],
  ['H-1', -hour],
  ['D-7', -7 * day],
])('%s', (text, seconds) => {
  expect(parseDue(text)).toMatchObject({ fromSeconds: seconds })
})

test.each([
  ['Post-launch (24-48h)', day, 2 * day],
  ['24-48h', day, 2 * day],
  ['24h à 48h après', day, 2 * day],
  ['J+1 à J+7', day, 7 * day],
  ['T-30m – T-15m', -1_800, -900],
  ['24-48h avant', -2 * day, -day],
])('%s is a range', (text, from, until) => {
  expect(parseDue(text)).toMatchObject({ fromSeconds: from, untilSeconds: until })
})

test.each([
  '6.1 Rollback immédiat (< 5 minutes)',
  'Scénario D: Rate limiting (6 messages < 30 secondes)',
  'Tests Automatiques (5-8 minutes)',
  'Avant toute mise en production',
  'Pendant le deployment',
  'Après deployment',
  'H264',
  'T-shirt',
  'Version D-Bus 1-2',
  '4.1 Métriques clés',
  'Day-1',
])('%s names no time', (text) => {
  expect(parseDue(text)).toBeUndefined()
})

test('in an item only the T, J, H or D notation counts', () => {
  expect(parseDuePoint('(T-15m) Prévenir')).toEqual({ fromSeconds: -900, source: 'T-15m' })
  expect(parseDuePoint('Load test 48h avant')).toBeUndefined()
})
