import type { Json } from '../../shared/model/check.ts'
import type { RollbackPlan, RollbackStep } from '../../shared/model/rollback.ts'
import { isCheckOut, isFlyRelease, isRestore } from '../runbook/rollback-actions.ts'

type Config = Record<string, Json>

/** What a plan needs of the last good version, read off what its steps run. */
export type Wanted =
  | { kind: 'commit'; config: Config }
  | { kind: 'fly-release'; app: string; release: string; config: Config }
  | { kind: 'image'; image: string; config: Config }
  | { kind: 'compose'; before: string[]; services: string[]; config: Config }
  | { kind: 'container'; engine: string; names: string[]; config: Config }

export interface Restore {
  file: string
  sha256?: string
  on?: string
}

export const wordsOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((word) => typeof word === 'string') : []

export const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined

const envOf = ({ env }: Config): Config =>
  typeof env === 'object' && env !== null && !Array.isArray(env) ? env : {}

const commandOf = ({ action }: RollbackStep): Config | undefined =>
  action.kind === 'check' && action.check.kind === 'command' ? action.check.config : undefined

/** Which container engine is meant, beside the host that it is asked from. */
const engineNames = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'CONTAINER_HOST']

/** Where it is run, in which folder, and with which engine. */
export function placeOf(config: Config): Config {
  const { on, cwd } = config
  const engine = Object.entries(envOf(config)).filter(([name]) => engineNames.includes(name))
  return {
    ...(on === undefined ? {} : { on }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(engine.length > 0 ? { env: Object.fromEntries(engine) } : {}),
  }
}

export function wantedOf(step: RollbackStep): Wanted | undefined {
  const config = commandOf(step)
  if (!config) return undefined
  const env = envOf(config)
  if (isCheckOut(config)) return { kind: 'commit', config }
  const [app, release, image] = [textOf(env['APP']), textOf(env['RELEASE']), textOf(env['IMAGE'])]
  if (isFlyRelease(config) && app !== undefined && release !== undefined)
    return { kind: 'fly-release', app, release, config }
  if (app !== undefined && image !== undefined) return { kind: 'image', image, config }
  return composeOf(config) ?? containersOf(config)
}

function composeOf(config: Config): Wanted | undefined {
  const words = wordsOf(config['argv'])
  let at = words[0] === 'docker-compose' ? 1 : words[1] === 'compose' ? 2 : 0
  if (at === 0) return undefined
  while (words[at] === '-f' || words[at] === '-p') at += 2
  if (words[at] !== 'up') return undefined
  const services = words.slice(at + 1).filter((word) => !word.startsWith('-'))
  return { kind: 'compose', before: words.slice(0, at), services, config }
}

function containersOf(config: Config): Wanted | undefined {
  const [engine = '', verb = '', dashes, ...names] = wordsOf(config['argv'])
  const starts = (verb === 'start' || verb === 'restart') && dashes === '--'
  if (!starts || (engine !== 'docker' && engine !== 'podman')) return undefined
  return { kind: 'container', engine, names, config }
}

/** The backup that a step puts back. */
export function restoreOf(step: RollbackStep): Restore | undefined {
  const config = commandOf(step)
  if (!config || !isRestore(config)) return undefined
  const { FILE, SHA256 } = envOf(config)
  const file = textOf(FILE)
  if (file === undefined) return undefined
  const [sha256, on] = [textOf(SHA256), textOf(config['on'])]
  return { file, ...(sha256 === undefined ? {} : { sha256 }), ...(on === undefined ? {} : { on }) }
}

export const restoresOf = (plan: RollbackPlan): Restore[] =>
  plan.steps.flatMap((step) => restoreOf(step) ?? [])

export { commandOf, envOf }
