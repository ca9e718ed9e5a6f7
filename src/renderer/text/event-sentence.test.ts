import { describe, expect, it } from 'vitest'

import { message } from '../../shared/messages/message.ts'
import type { Locale } from '../../shared/messages/message.ts'
import type { Actor, RunEvent, RunEventBody } from '../../shared/model/run.ts'
import { eventSentence } from './event-sentence.ts'
import type { Names } from './event-sentence.ts'
import { formatDuration } from './format.ts'
import { sayMessage, translator } from './translate.ts'

const ana: Actor = { kind: 'person', name: 'Ana' }

function say(body: RunEventBody, locale: Locale, actor: Actor = ana) {
  const names: Names = {
    item: () => '1.1 · Redis',
    phase: () => 'Infra',
    moment: () => '14:30',
    duration: (milliseconds) => formatDuration(milliseconds, locale).replace(/\s/g, ' '),
    act: (seq) => (seq === 7 ? 'Ana passed 1.1 · Redis' : undefined),
    say: (each) => sayMessage(each, locale),
  }
  const event: RunEvent = {
    runId: 'run',
    seq: 1,
    at: '2026-11-21T14:00:00.000Z',
    actor,
    body,
    previousHash: '',
    hash: '',
  }
  return eventSentence(event, names, translator(locale))
}

const release = { version: '1.2', commit: 'abc', lastGood: '1.1' }
const finished = (verdict: 'passed' | 'failed' | 'unknown'): RunEventBody => ({
  type: 'check.finished',
  attemptId: 'x',
  itemId: 'i',
  checkId: 'i#1',
  verdict,
  reason: message('failure.cancelled'),
  durationMs: 212,
  evidenceHash: 'h',
})

describe('eventSentence', () => {
  it.each<[RunEventBody, string, string]>([
    [
      {
        type: 'run.created',
        title: 'Go',
        runbookHash: 'h',
        runbookName: 'x.md',
        profileName: 'p',
        environment: 'staging',
        profileHash: 'h',
        release,
        people: [],
      },
      'Ana started the run “Go” from x.md.',
      'Ana a démarré l’exécution « Go » à partir de x.md.',
    ],
    [
      { type: 'run.t0', t0: '2026-11-21T14:30:00Z' },
      'Ana set T0 to 14:30.',
      'Ana a fixé T0 au 14:30.',
    ],
    [{ type: 'run.t0' }, 'Ana removed T0.', 'Ana a retiré T0.'],
    [
      { type: 'run.closed', note: 'done' },
      'Ana closed the run. “done”',
      'Ana a clos l’exécution. « done »',
    ],
    [{ type: 'run.reopened', note: '' }, 'Ana reopened the run.', 'Ana a rouvert l’exécution.'],
    [{ type: 'run.noted', text: 'hm' }, 'Ana noted: “hm”', 'Ana a noté : « hm »'],
    [
      { type: 'item.set', itemId: 'i', state: 'failed', note: 'slow' },
      'Ana marked 1.1 · Redis as failed. “slow”',
      'Ana a marqué 1.1 · Redis en échec. « slow »',
    ],
    [
      { type: 'item.waived', itemId: 'i', by: 'Paul', reason: 'later' },
      'Paul waived 1.1 · Redis: “later”',
      'Paul a accordé une dérogation pour 1.1 · Redis : « later »',
    ],
    [
      finished('passed'),
      'Check of 1.1 · Redis passed in 212 ms: Cancelled.',
      'Contrôle de 1.1 · Redis réussi en 212 ms : Annulé.',
    ],
    [
      { type: 'phase.signed', phaseId: 'p', by: 'Paul', role: 'Ops' },
      'Paul (Ops) signed off “Infra”.',
      'Paul (Ops) a signé « Infra ».',
    ],
    [
      { type: 'phase.signed', phaseId: 'p', by: 'Paul', role: '' },
      'Paul signed off “Infra”.',
      'Paul a signé « Infra ».',
    ],
    [
      { type: 'event.undone', seq: 7 },
      'Ana undid event 7: “Ana passed 1.1 · Redis”',
      'Ana a annulé l’événement 7 : « Ana passed 1.1 · Redis »',
    ],
    [{ type: 'event.undone', seq: 8 }, 'Ana undid event 8.', 'Ana a annulé l’événement 8.'],
  ])('says %j', (body, en, fr) => {
    expect(say(body, 'en').text).toBe(en)
    expect(say(body, 'fr').text.replace(/[\u00a0\u202f]/g, ' ')).toBe(fr)
  })
  it('never reads unknown as failed or passed', () => {
    expect(say(finished('unknown'), 'en').tone).toBe('unknown')
    expect(say(finished('failed'), 'en').tone).toBe('nogo')
    expect(
      say({ type: 'check.orphaned', attemptId: 'x', itemId: 'i', checkId: 'i#1' }, 'fr'),
    ).toMatchObject({ tone: 'unknown', text: expect.stringContaining('RÉSULTAT INCONNU') })
  })
  it('names the engine as Warroom', () => {
    expect(say({ type: 'run.t0' }, 'en', { kind: 'engine' }).text).toBe('Warroom removed T0.')
  })
})

describe('sayMessage', () => {
  it('shows a sentence of a newer version by its name and values', () => {
    const newer = { id: 'gate.opened', values: { gate: 'GO' } }
    expect(sayMessage(newer as never, 'en')).toBe('gate.opened (GO)')
  })
})
