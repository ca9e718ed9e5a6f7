import { createScenarios } from '../engine/scenario/scenarios.ts'
import { systemClock } from '../engine/time/clock.ts'
import { systemTimer } from '../engine/time/timer.ts'
import { message } from '../shared/messages/message.ts'
import type { Evidence } from '../shared/model/run.ts'
import type { ScenarioStatus, StepState, StepStatus } from '../shared/model/scenario.ts'
import { openEnvironment } from './environment.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { openRunbook } from './inspect.ts'
import { openPassingRun, orEnd } from './passing-run.ts'
import { CommandEnd, endOfFailure, print, printJson, say } from './terminal.ts'

export interface ScenarioOptions {
  profile: string
  id: string
  yes?: boolean
  json?: boolean
}

const idle = { signal: new AbortController().signal }

/**
 * Plays one scenario of a runbook and keeps nothing. Its tails are followed meanwhile, nothing else of
 * the runbook runs. What changes a target runs with `--yes` only, and in production never from here.
 */
export async function scenario(path: string, options: ScenarioOptions): Promise<ExitCode> {
  const runbook = await openRunbook(path)
  await using opened = await openEnvironment(runbook, options.profile)
  const { checks, redactor, name } = opened
  const wanted = runbook.scenarios.find(({ id }) => id === options.id)
  if (!wanted)
    throw new CommandEnd(exitCodes.badInput, say(message('scenario.unknown', { id: options.id })))

  await using stack = new AsyncDisposableStack()
  const { runId, store, registry, tails } = stack.use(await openPassingRun(runbook, opened))
  const scenarios = stack.use(
    createScenarios({
      store,
      registry,
      tails,
      environment: () => checks,
      logWindow: tails.logWindow,
      redactor,
      clock: systemClock,
      timer: systemTimer,
      isAttended: false,
    }),
  )
  const about = { runId, scenarioId: wanted.id, cleanUpOnly: false, stepwise: false }
  const preview = orEnd(await scenarios.handlers['scenario.preview'](about, idle))
  const agreed = options.yes === true ? { agreed: { token: preview.token } } : {}
  const source = orEnd(scenarios.sources.scenarios({ runId }))
  const shown = new Map<string, StepState>()
  const evidenceOf = ({ evidenceHash }: StepStatus): Evidence | undefined =>
    evidenceHash === undefined ? undefined : store.events.evidence(evidenceHash)
  const { promise: ended, resolve: end } = Promise.withResolvers<ScenarioStatus>()
  stack.defer(
    source.onChange(() => {
      const status = source.get(wanted.id)
      if (!status) return
      for (const step of options.json ? [] : status.steps) {
        const key = `${step.part} ${step.step}`
        if (step.reason && shown.get(key) !== step.state) printStep(step, evidenceOf(step))
        shown.set(key, step.state)
      }
      if (status.state !== 'running' && status.reason) end(status)
    }),
  )
  const started = await scenarios.handlers['scenario.start']({ ...about, ...agreed }, idle)
  if (!started.ok) {
    for (const { title, target, command, danger } of preview.steps)
      if (danger !== 'read') process.stderr.write(`${title} (${target})\n${command}\n\n`)
    throw endOfFailure(started.failure)
  }
  const cancel = () => void scenarios.handlers['scenario.cancel'](about, idle)
  process.once('SIGINT', cancel)
  process.once('SIGTERM', cancel)
  const { state, reason, steps, ...rest } = await ended
  process.off('SIGINT', cancel)
  process.off('SIGTERM', cancel)
  const verdict = state === 'passed' || state === 'failed' ? state : 'unknown'
  if (options.json)
    printJson({
      runbook: runbook.hash,
      profile: name,
      ...rest,
      verdict,
      reason: reason && say(reason),
      steps: steps.map((step) => ({
        ...step,
        reason: step.reason && say(step.reason),
        evidence: evidenceOf(step),
      })),
    })
  else print(`\n${glyphs[verdict]} ${verdict}  ${reason ? say(reason) : ''}`)
  return exitCodes[verdict]
}

const glyphs: Record<string, string> = { passed: '●', failed: '▲', unknown: '◇' }

function printStep({ part, step, title, state, reason }: StepStatus, evidence?: Evidence): void {
  const place = part === 'steps' ? step : `${part} ${step}`
  print(`${glyphs[state] ?? '·'} ${state.padEnd(7)} ${place}  ${title}`)
  print(`            ${reason ? say(reason) : ''}`)
  const output = evidence?.measurement.output
  if (state !== 'passed' && output)
    print(`            ${output.slice(0, 2000).replaceAll('\n', '\n            ')}`)
}
