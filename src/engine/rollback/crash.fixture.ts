import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { setTimeout as delay } from 'node:timers/promises'

import type { RollbackStatus } from '../../shared/model/rollback.ts'
import { createEngine } from '../create-engine.ts'
import type { CallContext } from '../rpc/service.ts'
import { valueOf } from '../store/temporary-store.fixture.ts'

/**
 * Somebody who leads one way back after the other, as fast as it lets them, until this process is
 * killed; or to the end of the one that is under way. They do again only what was looked at and did
 * not hold.
 */
const [, , dataDir = '', runId = '', howFar = ''] = process.argv
// Who is killed leaves no cache behind for those who come next.
flushCompileCache()
const host = {
  log: { error: (text: string) => say(`BAD ${text}`) },
  onPower: () => () => undefined,
}
function say(line: string) {
  writeSync(1, `${line}\n`)
}

const engine = valueOf(await createEngine({ dataDir, host }))
const { handlers, sources } = engine.service
const context: CallContext = {
  signal: new AbortController().signal,
  client: { id: randomUUID(), gone: new AbortController().signal },
}
const all = valueOf(sources.rollbacks({ runId }, context))
const underWay = () => [...all.entries()].find(([, { endedAt }]) => endedAt === undefined)?.[1]

const found = underWay()
const timeline = [...valueOf(sources.timeline({ runId })).entries()].map(([, { body }]) => body)
const last = timeline.at(-1)
const step = found?.steps.find(({ stepId }) => stepId === found.at)
if (last?.type === 'rollback.orphaned' && step?.state !== 'outcome-unknown')
  say(`BAD: ${last.stepId} was cut short and reads ${step?.state ?? 'nothing'}`)
if (step?.state === 'acting') say(`BAD: ${step.stepId} is said to be under way`)
say('open')

const isLooking = ({ steps, at }: RollbackStatus) =>
  steps.some(
    ({ stepId, verify }) => stepId === at && verify.some(({ state }) => state === 'looking'),
  )
let said = ''
for (;;) {
  const now = underWay()
  const stands = now?.steps.map(({ state }) => state).join(' ') ?? ''
  if (stands !== said) say(stands)
  said = stands
  if (!now && howFar === 'to-the-end') break
  if (!now) {
    const begun = { runId, planId: 'back', mode: 'real' as const, by: 'Ada', answers: [] }
    valueOf(await handlers['rollback.start'](begun, context))
    continue
  }
  const { rollbackId, at: stepId = '', choices } = now
  const about = { runId, rollbackId, stepId }
  if (choices.includes('act')) {
    const { token } = valueOf(await handlers['rollback.preview'](about, context))
    valueOf(await handlers['rollback.act']({ ...about, agreed: { token } }, context))
  } else if (choices.includes('go-on')) {
    valueOf(await handlers['rollback.go-on']({ ...about, way: 'next' }, context))
  } else if (choices.includes('retry')) {
    valueOf(await handlers['rollback.retry'](about, context))
  } else if (choices.includes('verify') && !isLooking(now)) {
    // Nothing was seen within the time that a look is given: a machine may be that slow.
    valueOf(await handlers['rollback.verify'](about, context))
  }
  await delay(3)
}
await engine.dispose()
