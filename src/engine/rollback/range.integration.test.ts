import { readFileSync, writeFileSync } from 'node:fs'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { openSshTestBench, type SshTestBench } from '../shell/ssh-test-bench.ts'
import type { Lead } from './lead-rollback.fixture.ts'
import { bad, good, openGround, type Ground } from './range-ground.fixture.ts'
import { openLead } from './range-lead.fixture.ts'
import { openApplicationOn, openMapQuizOn, openMedQuizOn } from './range-others.fixture.ts'
import { openSylionOn } from './range-sylion.fixture.ts'

// What came of a plan is asked of the range itself: services, containers, Redis, PostgreSQL, git, Fly.
// Of Warroom is only asked what it lets a person do, and whether its history is sound.

const running = 'Le conteneur du backend tourne'
const patience = { timeout: 30_000, interval: 20 }
// Most of each is waiting, side by side with the others.
vi.setConfig({ testTimeout: 120_000 })
const owned = new AsyncDisposableStack()
let ground: Ground
let ssh: SshTestBench
let range: Awaited<ReturnType<typeof openLead>>
beforeAll(async () => {
  ground = owned.use(await openGround())
  vi.stubEnv('PATH', ground.path)
  owned.defer(() => void vi.unstubAllEnvs())
  range = owned.use(await openLead())
  ssh = owned.use(await openSshTestBench())
})
afterAll(() => owned.disposeAsync())

/** A step that did not come to pass is said to, and nothing was claimed; it may be done again. */
async function failsAt(lead: Lead, person: Parameters<Lead['lead']>[0], stepId: string) {
  const step = await lead.lead(person)
  expect(step).toMatchObject({ stepId, state: 'failed' })
  expect(lead.status().choices).toContain('retry')
  expect(lead.status().choices).not.toContain('go-on')
}

async function endsWell(lead: Lead, person: Parameters<Lead['lead']>[0]) {
  const stuck = await lead.lead(person)
  expect([stuck, lead.status().state]).toEqual([undefined, 'back'])
  expect(await lead.isSound()).toBe(true)
}

test.concurrent('004, immediate, as it ships: from the decision to verified in under a minute', async () => {
  await using sylion = await openSylionOn(ground)
  await sylion.runBad(3)
  const switchOff = sylion.startProvider()
  expect(await sylion.place.version()).toBe(bad)

  const { profile, release } = sylion
  const reading = { asWritten: true }
  const lead = await range.begin({
    runbook: 'sylion',
    planId: 'immediate',
    profile,
    release,
    reading,
  })
  let accepted = 0
  await endsWell(lead, {
    byHand: { 'webhook-off': async () => void (accepted = await switchOff()) },
  })
  const tookMs = lead.tookMs()
  process.stdout.write(`decision to verified rollback: ${(tookMs / 1000).toFixed(1)} s\n`)
  expect(tookMs).toBeLessThan(60_000)
  expect(await sylion.place.version()).toBeUndefined()
  expect(sylion.container()).toMatchObject({ status: 'exited', exitCode: 0 })
  expect(accepted).toBeGreaterThan(0)
  // What came in waits in line, but for what was worked off at once.
  expect(await sylion.waiting()).toBeGreaterThanOrEqual(3)
  const [worked] = await sylion.plot.sql(
    "SELECT count(*)::int FROM messages WHERE direction = 'in'",
  )
  expect((await sylion.waiting()) + Number(worked)).toBeGreaterThanOrEqual(3 + accepted)
})

test.concurrent('004, immediate: what cannot be stopped, and what comes back', async () => {
  await using sylion = await openSylionOn(ground)
  await sylion.runBad(1)
  const { profile, release } = sylion
  const lead = await range.begin({
    runbook: 'sylion',
    planId: 'immediate',
    profile,
    release,
    reading: { impatient: { title: 'Le conteneur du backend est arrêté', seconds: 5 } },
  })
  const { name } = sylion.plot
  ground.containers.troubles.set(name, { refuses: 'stop' })
  await failsAt(lead, {}, 'stop-compose')
  expect(await sylion.place.version()).toBe(bad)
  expect(lead.step('stop-compose').output).toContain('cannot stop container')

  ground.containers.troubles.set(name, { comesBack: true })
  await lead.retry('stop-compose')
  await failsAt(lead, {}, 'stop-compose')
  expect(await sylion.place.version()).toBe(bad)

  ground.containers.troubles.delete(name)
  await lead.retryMended('stop-compose')
  await endsWell(lead, {})
  expect(await sylion.place.version()).toBeUndefined()
  expect(sylion.container()).toMatchObject({ status: 'exited' })
})

test.concurrent('004, immediate: a unit of systemd', async () => {
  await using sylion = await openSylionOn(ground)
  const unit = { start: () => sylion.start(bad), runs: await sylion.start(bad), refuses: true }
  ground.units.set(sylion.plot.name, unit)
  // Of a queue that never took anything in, nobody knows that nothing comes in.
  expect(await sylion.startProvider()()).toBeGreaterThan(0)
  const { profile, release } = sylion
  const lead = await range.begin({ runbook: 'sylion', planId: 'immediate', profile, release })
  const person = { chooses: { how: 1 } }
  await failsAt(lead, person, 'stop-systemd')
  expect(await sylion.place.version()).toBe(bad)
  unit.refuses = false
  await lead.retry('stop-systemd')
  await endsWell(lead, person)
  expect(unit.runs).toBeUndefined()
  expect(await sylion.place.version()).toBeUndefined()
})

test.concurrent('004, code: back to the commit, built, in service, and the queue drains', async () => {
  await using sylion = await openSylionOn(ground)
  await sylion.runBad(3)
  await sylion.stop()
  const { profile, release, plot } = sylion
  const lead = await range.begin({
    runbook: 'sylion',
    planId: 'code',
    profile,
    release,
    reading: { impatient: { title: running, seconds: 5 } },
  })
  writeFileSync(plot.at('VERSION'), 'edited by hand\n')
  await failsAt(lead, {}, 'checkout')
  expect(sylion.git('rev-parse', 'HEAD')).toBe(sylion.badCommit)
  sylion.git('checkout', '--', 'VERSION')

  ground.containers.troubles.set(plot.name, { crashes: true })
  await lead.retry('checkout')
  await failsAt(lead, {}, 'deploy')
  expect(await sylion.place.version()).toBeUndefined()
  expect(sylion.container()).toMatchObject({ status: 'exited', exitCode: 1 })

  ground.containers.troubles.delete(plot.name)
  await lead.retryMended('deploy')
  await endsWell(lead, {})
  expect(sylion.git('rev-parse', 'HEAD')).toBe(sylion.goodCommit)
  expect(await sylion.place.version()).toBe(good)
  expect(await sylion.waiting()).toBe(0)
})

test.concurrent('004, data: the rows of the backup, migrated, in service', async () => {
  await using sylion = await openSylionOn(ground)
  const { profile, release, plot } = sylion
  ground.containers.build(`sylion/${plot.name}:latest`, good)
  await sylion.runBad(0)
  await plot.sql("UPDATE tenants SET used = 7 WHERE id = 'demo'")
  plot.write('backups/.keep', '')
  const file = plot.backUp('backups/backup.sql')
  await plot.sql('DELETE FROM tenants')
  await sylion.stop()
  const lead = await range.begin({
    runbook: 'sylion',
    planId: 'data',
    profile,
    release,
    reading: { impatient: { title: running, seconds: 5 } },
  })
  const used = () => plot.sql("SELECT used FROM tenants WHERE id = 'demo'")
  // The end of the file is broken, so nothing of it may stay.
  const backup = readFileSync(file, 'utf8')
  writeFileSync(file, `${backup}\nSELECT nonsense();\n`)
  await failsAt(lead, {}, 'restore')
  expect(await used()).toEqual([])

  writeFileSync(file, backup)
  ground.containers.troubles.set(plot.name, { crashes: true })
  await lead.retry('restore')
  await failsAt(lead, {}, 'restart')
  expect(await used()).toEqual([7])
  expect(await sylion.place.version()).toBeUndefined()

  ground.containers.troubles.delete(plot.name)
  await lead.retryMended('restart')
  await endsWell(lead, {})
  expect(await used()).toEqual([7])
  expect(await plot.sql('SELECT version FROM migrated')).toEqual([good])
  expect(await sylion.place.version()).toBe(good)
})

test.concurrent('000, section 8: traffic away and back, the database restored, the alert gone', async () => {
  await using medquiz = await openMedQuizOn(ground)
  const { profile, release, plot, traffic, backup } = medquiz
  await vi.waitFor(async () => expect(await medquiz.firing()).toContain('PushDown'), patience)
  await plot.sql('DELETE FROM duels')
  const lead = await range.begin({
    runbook: 'medquiz',
    planId: 'section-8',
    profile,
    release,
    reading: { impatient: { title: 'La dernière version stable reçoit le trafic', seconds: 5 } },
  })
  const person = { chooses: { migration: 1 } }
  traffic.isDown = true
  await failsAt(lead, person, 'stop-traffic')
  expect(await medquiz.place.version()).toBe(bad)

  traffic.isDown = false
  traffic.isStuckAt = good
  await lead.retry('stop-traffic')
  await failsAt(lead, person, 'switch')
  expect(await medquiz.place.version()).toBeUndefined()

  traffic.isStuckAt = undefined
  const sha256 = readFileSync(`${backup}.sha256`, 'utf8')
  writeFileSync(`${backup}.sha256`, `${'a'.repeat(64)}  ${backup}\n`)
  await lead.retryMended('switch')
  await failsAt(lead, person, 'restore')
  expect(await medquiz.place.version()).toBe(good)
  const duels = () => plot.sql('SELECT id FROM duels ORDER BY id')
  expect(await duels()).toEqual([])

  writeFileSync(`${backup}.sha256`, sha256)
  await lead.retry('restore')
  await endsWell(lead, person)
  expect(await duels()).toEqual([1, 2])
  expect(await medquiz.place.version()).toBe(good)
  expect(await medquiz.firing()).not.toContain('PushDown')
})

test.concurrent('001, Fly: the image of the release is deployed again', async () => {
  await using mapquiz = await openMapQuizOn(ground)
  const { app, profile, release, goodImage } = mapquiz
  expect(await mapquiz.place.version()).toBe(bad)
  const lead = await range.begin({
    runbook: 'mapquiz',
    planId: 'fly',
    profile,
    release,
    reading: { impatient: { title: 'Une machine tourne, et ses contrôles passent', seconds: 5 } },
  })
  app.images.delete(goodImage)
  await failsAt(lead, {}, 'deploy')
  expect(lead.step('list').output).toContain(goodImage)
  expect(lead.step('deploy').output).toContain('could not find image')
  expect([app.deployed, await mapquiz.place.version()]).toEqual([0, bad])

  app.images.set(goodImage, good)
  app.check = 'critical'
  await lead.retry('deploy')
  await failsAt(lead, {}, 'deploy')
  expect(app.deployed).toBe(1)

  app.check = 'passing'
  await lead.retryMended('deploy')
  await endsWell(lead, {})
  expect(await mapquiz.place.version()).toBe(good)
  expect(app.releases[0]).toMatchObject({ version: 4, image: goodImage })
})

test.concurrent('002, N-1: the database restored first, then the image by its tag', async () => {
  const application = await openApplicationOn(ground)
  const { plot, profile, release, goodImage, backup } = application
  const { containers } = ground
  const lead = await range.begin({
    runbook: 'prisma-stripe',
    planId: 'n-1',
    profile,
    release,
    reading: { impatient: { title: 'Le conteneur est en bonne santé', seconds: 5 } },
  })
  const person = { chooses: { modified: 1 } }
  await failsAt(lead, person, 'artefact')
  expect(lead.step('artefact').output).toContain('No such image')
  containers.build(goodImage, good)

  const orders = () => plot.sql('SELECT id FROM orders ORDER BY id')
  const sha256 = readFileSync(`${backup}.sha256`, 'utf8')
  writeFileSync(`${backup}.sha256`, `${'a'.repeat(64)}  ${backup}\n`)
  await lead.retry('artefact')
  await failsAt(lead, person, 'restore')
  expect(await orders()).toEqual([1])
  expect([application.container()?.status, await application.place.version()]).toEqual([
    'exited',
    undefined,
  ])

  writeFileSync(`${backup}.sha256`, sha256)
  containers.troubles.set(plot.name, { crashes: true })
  await lead.retry('restore')
  await failsAt(lead, person, 'redeploy')
  expect(await application.place.version()).toBeUndefined()

  containers.troubles.delete(plot.name)
  await lead.retryMended('redeploy')
  await endsWell(lead, person)
  expect(await orders()).toEqual([1, 2])
  expect(await plot.sql('SELECT name FROM _prisma_migrations')).toEqual(['first'])
  expect(application.container()).toMatchObject({ image: goodImage, status: 'running' })
  expect(await application.place.version()).toBe(good)
})

test.concurrent('004, code over SSH, the link cut in the middle: it is looked at, and never run again', async () => {
  await using sylion = await openSylionOn(ground)
  await sylion.runBad(1)
  const { plot, profile, release } = sylion
  const home = `${ssh.sshd.folder}/home`
  const session = [`"HOME=${home}"`, `"PATH=${ground.path}"`].join(' ')
  const link = await ssh.startLink(await ssh.startVariant([`SetEnv=${session}`]))
  const { host, port, user, identityFile, knownHostsFile } = await ssh.atPort(link.port)
  const lead = await range.begin({
    runbook: 'sylion',
    planId: 'code',
    profile: {
      ...profile,
      hosts: { 'prod-1': { ssh: { host, port, user, identityFile, knownHostsFile } } },
      commands: { on: 'prod-1', folder: plot.folder },
    },
    release,
  })
  const reached = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const before = (verb: string) => {
    if (verb !== 'up') return Promise.resolve()
    reached.resolve()
    return gate.promise
  }
  ground.containers.troubles.set(plot.name, { before })
  void reached.promise.then(() => link.cut())
  const lost = await lead.lead()
  expect(lost).toMatchObject({ stepId: 'deploy', state: 'outcome-unknown', mayStillRun: true })
  expect(lead.status().choices).not.toContain('act')
  expect(lead.status().choices).not.toContain('retry')
  // A container runs, but it is still the one from before.
  await vi.waitFor(() => {
    const runs = lead.step('deploy').verify.find(({ title }) => title === running)
    expect(runs).toMatchObject({ state: 'passed' })
  }, patience)
  expect(lead.step('deploy')).toMatchObject({ state: 'outcome-unknown', attempts: 1 })
  expect(await sylion.place.version()).toBe(bad)

  // Over there it went on, and comes to its end.
  gate.resolve()
  await lead.untilStep('deploy', 'passed')
  await endsWell(lead, {})
  expect(ground.containers.composed.filter((line) => line === `up ${plot.name}`)).toHaveLength(1)
  expect(lead.step('deploy').attempts).toBe(1)
  expect(sylion.git('rev-parse', 'HEAD')).toBe(sylion.goodCommit)
  expect(await sylion.place.version()).toBe(good)
})
