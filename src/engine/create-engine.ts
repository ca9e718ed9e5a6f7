import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

import packageJson from '../../package.json' with { type: 'json' }
import { message } from '../shared/messages/message.ts'
import { failure, ok, type Result } from '../shared/result.ts'
import type { EngineStatus, Settings } from '../shared/rpc/views.ts'
import { createProfileChecks } from './check/profile-checks.ts'
import { createDrills } from './drill/drills.ts'
import { createRunbookLibrary } from './library/runbook-library.ts'
import { openSamples } from './monitor/open-samples.ts'
import { openRunbooks } from './monitor/sample-keep.ts'
import { openWatching } from './open-watching.ts'
import { createPracticeRange } from './practice/practice-range.ts'
import { threadRange } from './practice/thread-range.ts'
import { createCommandBudget } from './probes/command-budget.ts'
import { createProfileService } from './profile/profile-service.ts'
import { createProfileStore } from './profile/profile-store.ts'
import { watchProfiles } from './profile/watch-profiles.ts'
import { writtenPasswords } from './profile/written-passwords.ts'
import { createReadiness } from './readiness/readiness.ts'
import { createRollbacks } from './rollback/rollbacks.ts'
import { createKeyedStore } from './rpc/keyed-source.ts'
import type { Engine, EngineOptions, EngineService } from './rpc/service.ts'
import { createRuns } from './run/runs.ts'
import { createScenarios } from './scenario/scenarios.ts'
import { createRedactor } from './secrets/create-redactor.ts'
import { throwingProtector } from './secrets/protector.ts'
import { createVault } from './secrets/vault.ts'
import { openStore } from './store/store.ts'
import { countryOf } from './tail/pii/phone.ts'
import { prepareTail } from './tail/prepare-tail.ts'
import { createTailReader } from './tail/tail-reader.ts'
import { createTailService } from './tail/tail-service.ts'
import { createTails, type Tails } from './tail/tails.ts'
import { systemClock } from './time/clock.ts'
import { systemTimer } from './time/timer.ts'

/** Opens the data folder and wires everything that the contract names. */
export async function createEngine({ dataDir, host }: EngineOptions): Promise<Result<Engine>> {
  const clock = systemClock
  const opened = openStore({ dataDir, clock })
  if (!opened.ok) return opened
  await using stack = new AsyncDisposableStack()
  const store = stack.use(opened.value)
  const { folder, readOnly, sqliteVersion } = store.database
  const engineId = randomUUID()
  const startedAt = clock.now()

  const redactor = createRedactor()
  const redact = (text: string) => redactor.redact(text)
  const vault = createVault({
    file: join(folder.dir, 'vault.json'),
    protector: host.protector && throwingProtector(host.protector),
  })
  const library = await createRunbookLibrary(store, clock)
  const profiles = await createProfileStore(folder.dir)
  const profileEntries = stack.use(await watchProfiles(profiles, host.log))
  let { redisCommandsPerSecond } = store.settings.get()
  stack.defer(
    store.settings.onChanged((changed) => {
      redisCommandsPerSecond = changed.redisCommandsPerSecond
    }),
  )
  const redisBudget = createCommandBudget({
    perSecond: () => redisCommandsPerSecond,
    clock,
    timer: systemTimer,
  })
  const checks = stack.use(
    createProfileChecks({
      store,
      library,
      redactor,
      vault,
      clock,
      redisBudget,
      logWindow: (runId) => tails.logWindow(runId),
      logReader: (runId) => tailReader(runId),
    }),
  )
  const runs = stack.use(
    createRuns({
      store,
      clock,
      runbookOf: (hash) => library.parsed(hash),
      readProfile: async (name) => {
        const loaded = await profiles.load(name)
        if (!loaded.ok) return loaded
        const [written] = writtenPasswords(loaded.value.profile)
        if (written) {
          const values = { name, path: written.path }
          return failure('bad-input', message('profile.written-password', values))
        }
        return ok({ environment: loaded.value.profile.environment, text: loaded.value.text })
      },
      onProfilesChanged: (listener) => profiles.onChange(listener),
      prepare: checks.prepare,
      redact,
    }),
  )
  const samples = stack.use(
    openSamples({
      dir: folder.dir,
      readOnly,
      clock,
      budgetMb: () => store.settings.get().sampleBudgetMb,
      openRunbooks: () => openRunbooks(runs.registry),
      log: (text) => host.log.error(redact(text)),
    }),
  )
  const { registry } = runs
  const tails: Tails = stack.use(
    createTails({
      store,
      registry,
      clock,
      timer: systemTimer,
      dir: join(folder.dir, 'tails'),
      prepare(spec, run) {
        const environment = checks.environment(run)
        return environment && prepareTail(spec, environment)
      },
      countryOf: (runId) => phoneCountryOf(runId),
      redact,
    }),
  )
  const profileOf = (runId: string) => {
    const run = registry.get(runId)
    return run && checks.environment({ ...run.head(), profileHash: run.profileHash })?.profile
  }
  const phoneCountryOf = (runId: string) => countryOf(profileOf(runId)?.variables['phone_country'])
  const ofTails = { tails, clock, countryOf: phoneCountryOf }
  const tailReader = createTailReader(ofTails)
  const tailService = createTailService({ ...ofTails, store, registry, redact, profileOf })
  const scenarios = stack.use(
    createScenarios({
      store,
      registry,
      tails,
      environment: (run) => checks.environment(run),
      logWindow: tails.logWindow,
      onLook: (listener) => watching.monitors.onLook(listener),
      redactor,
      clock,
      timer: systemTimer,
    }),
  )
  const rollbacks = stack.use(
    createRollbacks({
      store,
      registry,
      samples,
      environment: (run) => checks.environment(run),
      logWindow: tails.logWindow,
      logReader: tailReader,
      redactor,
      clock,
      timer: systemTimer,
    }),
  )
  const readiness = stack.use(
    createReadiness({
      store,
      registry,
      environment: (run) => checks.environment(run),
      redact,
      clock,
    }),
  )
  const watching = openWatching(stack, {
    store,
    registry,
    samples,
    checks,
    readiness,
    runbookOf: (hash) => library.parsed(hash),
    onPower: (listener) => host.onPower(listener),
    redact,
    clock,
    timer: systemTimer,
  })
  const profileService = createProfileService({
    profiles,
    readOnly,
    vault,
    redactor,
    clock,
    onSecretChanged: (name) => checks.dropSecret(name),
  })
  const practice = stack.use(
    createPracticeRange({
      host: host.range ?? threadRange,
      readOnly,
      dataDir: folder.dir,
      profile: (name) => profiles.read(name),
      saveProfile: (name, text) => profiles.save(name, text),
      deleteProfile: (name) => profiles.delete(name),
      openRunbook: (path) => library.open(path),
      forgetRunbook: (hash) => library.forget(hash),
    }),
  )
  const drills = stack.use(
    createDrills({
      store,
      registry,
      practice,
      createRun: runs.handlers['run.create'],
      redact,
      clock,
      timer: systemTimer,
    }),
  )

  const statusNow = (): EngineStatus => ({
    engineId,
    version: packageJson.version,
    node: process.versions.node,
    sqlite: sqliteVersion,
    dataDir: folder.dir,
    startedAt,
    readOnly,
    diskFull: store.database.diskFull,
    network: watching.network.state,
    vault: vault.kind === 'vault' ? 'keyring' : 'memory',
    warnings: vault.kind === 'memory' ? [message('secret.memory-only')] : [],
    outcomeUnknown: runs.outcomeUnknown(),
    rollbacks: rollbacks.underWay(),
  })
  const status = createKeyedStore<EngineStatus>([['status', statusNow()]])
  const refreshStatus = () => status.set('status', statusNow())
  stack.defer(store.database.onDiskFull(refreshStatus))
  stack.defer(watching.network.onChange(refreshStatus))
  stack.defer(runs.onOutcomeUnknown(refreshStatus))
  stack.defer(rollbacks.onUnderWay(refreshStatus))
  const settings = createKeyedStore<Settings>([['settings', store.settings.get()]])
  stack.defer(store.settings.onChanged((changed) => settings.set('settings', changed)))

  const service: EngineService = {
    engineId,
    redactor,
    log: host.log,
    handlers: {
      ...library.handlers,
      ...profileService,
      ...runs.handlers,
      ...watching.handlers,
      ...tailService.handlers,
      ...scenarios.handlers,
      ...rollbacks.handlers,
      ...readiness.handlers,
      ...practice.handlers,
      ...drills.handlers,
      'settings.set': (changes) => Promise.resolve(store.settings.set(changes)),
    },
    sources: {
      ...runs.sources,
      ...watching.sources,
      ...tailService.sources,
      ...scenarios.sources,
      ...rollbacks.sources,
      ...readiness.sources,
      ...drills.sources,
      engine: () => ok(status),
      settings: () => ok(settings),
      runbooks: () => ok(library.entries),
      profiles: () => ok(profileEntries),
      range: () => ok(practice.status),
    },
  }
  scenarios.recover()
  const owned = stack.move()
  return ok({ service, dispose: () => owned.disposeAsync() })
}
