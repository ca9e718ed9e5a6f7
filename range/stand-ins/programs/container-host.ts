import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { parse } from 'yaml'
import { z } from 'zod'

import { complained, progress, said, type Call, type Printed } from './programs.ts'

/** Starts what a container runs, in a version; what it gives is stopped with the container. */
export type Starter = (version: string) => Promise<AsyncDisposable>

interface Image {
  id: string
  /** Of what is in it. */
  version: string
}

export interface Container {
  readonly name: string
  image: string
  imageId: string
  status: 'running' | 'exited'
  exitCode: number
  startedAt: string
  finishedAt: string
  runs: AsyncDisposable | undefined
}

/** What can go wrong with a container, until it is set right. */
export interface ContainerTrouble {
  /** The engine cannot do it. */
  refuses?: 'stop' | 'up' | 'restart' | 'build'
  /** Somebody starts it again as soon as it is stopped. */
  comesBack?: boolean
  /** What is in it ends at once. */
  crashes?: boolean
  /** Waited for before anything is done. */
  before?: (verb: string) => Promise<void>
}

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.object({ image: z.string(), container_name: z.string(), build: z.string().optional() }),
  ),
})
type Service = z.output<typeof composeFile>['services'][string]

const never = '0001-01-01T00:00:00Z'

/**
 * One host's container engine: what `docker` and its Compose plugin say and do, over services of this
 * process that really start and stop. Only what the runbooks call is understood; the rest is refused.
 */
export function createContainerHost() {
  const images = new Map<string, Image>()
  const containers = new Map<string, Container>()
  const starters = new Map<string, Starter>()
  const troubles = new Map<string, ContainerTrouble>()
  const composed: string[] = []

  const build = (ref: string, version: string) =>
    void images.set(ref, { id: `sha256:${hash(`${ref} ${version}`)}`, version })
  const versionOf = (imageId: string) =>
    [...images.values(), ...kept].find(({ id }) => id === imageId)?.version ?? ''
  /** What a container was made from stays, whatever its name is given to next. */
  const kept: Image[] = []

  const stop = async (container: Container) => {
    const running = container.runs
    container.runs = undefined
    await running?.[Symbol.asyncDispose]()
    if (container.status === 'running') container.finishedAt = new Date().toISOString()
    Object.assign(container, { status: 'exited', exitCode: 0 })
  }
  const start = async (container: Container) => {
    if (container.status === 'running') return
    container.startedAt = new Date().toISOString()
    if (troubles.get(container.name)?.crashes) {
      container.finishedAt = container.startedAt
      Object.assign(container, { status: 'exited', exitCode: 1 })
      return
    }
    container.runs = await starters.get(container.name)?.(versionOf(container.imageId))
    container.status = 'running'
  }
  const bringUp = async (name: string, ref: string): Promise<Printed | undefined> => {
    const image = images.get(ref)
    if (!image) return complained(`Error response from daemon: manifest for ${ref} not found`)
    const found = containers.get(name)
    if (found && found.imageId !== image.id) await stop(found)
    const container =
      found?.imageId === image.id
        ? found
        : {
            name,
            image: ref,
            imageId: image.id,
            status: 'exited' as const,
            exitCode: 0,
            startedAt: never,
            finishedAt: never,
            runs: undefined,
          }
    kept.push(image)
    containers.set(name, container)
    await start(container)
    return undefined
  }

  const compose = async ({ args, folder, environment }: Call): Promise<Printed> => {
    const [option, file = '', verb = '', ...rest] = args
    if (option !== '-f') return complained(`unknown shorthand flag in ${args.join(' ')}`)
    const read = composeFile.parse(
      parse(filledIn(await readFile(join(folder, file), 'utf8'), environment)),
    )
    const names = rest.filter((word) => !word.startsWith('-'))
    const unknown = names.find((name) => !read.services[name])
    if (unknown !== undefined) return complained(`no such service: ${unknown}`)
    const chosen = Object.entries(read.services).filter(
      ([name]) => names.length === 0 || names.includes(name),
    )
    for (const [, service] of chosen) {
      composed.push(`${verb} ${service.container_name}`)
      const failed = await composeOne(verb, service, folder)
      if (failed) return failed
    }
    return progress(chosen.map(([, one]) => ` Container ${one.container_name}  ${verb}`).join('\n'))
  }

  const composeOne = async (verb: string, service: Service, folder: string) => {
    const { container_name: name, image, build: context } = service
    const trouble = troubles.get(name)
    await trouble?.before?.(verb)
    if (trouble?.refuses === verb)
      return complained(`Error response from daemon: cannot ${verb} container: ${name}: timeout`)
    const found = containers.get(name)
    switch (verb) {
      case 'build':
        if (context !== undefined)
          build(image, (await readFile(join(folder, context, 'VERSION'), 'utf8')).trim())
        return undefined
      case 'up':
        return bringUp(name, image)
      case 'stop':
      case 'restart':
        if (!found) return complained(`no container found for ${name}`)
        await stop(found)
        if (verb === 'restart' || trouble?.comesBack) await start(found)
        return undefined
      default:
        return complained(`unknown docker command: "compose ${verb}"`)
    }
  }

  const inspectImage = (ref: string, format: string | undefined): Printed => {
    const [name, image] =
      [...images].find(([tag, { id }]) => tag === ref || id === ref) ??
      ([ref, kept.find(({ id }) => id === ref)] as const)
    if (!image) return complained(`Error response from daemon: No such image: ${ref}`)
    const shown = { Id: image.id, RepoTags: [name], RepoDigests: [] }
    return said(format === undefined ? JSON.stringify([shown], null, 4) : filled(format, shown))
  }

  const inspectContainer = (name: string, format: string): Printed => {
    const found = containers.get(name)
    if (!found) return complained(`Error response from daemon: No such container: ${name}`)
    const { image, imageId, status, exitCode, startedAt, finishedAt } = found
    const shown = {
      Id: hash(name),
      Created: startedAt,
      Image: imageId,
      RestartCount: 0,
      Config: { Image: image },
      HostConfig: { RestartPolicy: { Name: 'no' }, Memory: 0 },
      State: {
        Status: status,
        Running: status === 'running',
        Paused: false,
        Restarting: false,
        OOMKilled: false,
        Dead: false,
        ExitCode: exitCode,
        Error: '',
        StartedAt: startedAt,
        FinishedAt: finishedAt,
      },
    }
    return said(filled(format, shown))
  }

  const list = (filters: readonly string[]): Printed => {
    const valueOf = (key: string) =>
      filters.find((filter) => filter.startsWith(`${key}=`))?.slice(key.length + 1)
    const ancestor = valueOf('ancestor')
    const found = [...containers.values()].filter(
      ({ name, imageId, status }) =>
        status === 'running' &&
        name.includes(valueOf('name') ?? '') &&
        (ancestor === undefined || images.get(ancestor)?.id === imageId),
    )
    return said(found.map(({ name }) => hash(name).slice(0, 12)).join('\n'))
  }

  return {
    images,
    containers,
    troubles,
    /** What runs in a container of this name. */
    starters,
    /** What Compose was really told to do, in order: `stop backend`. */
    composed: composed as readonly string[],
    build,
    bringUp,
    stop,
    docker(call: Call): Promise<Printed> | Printed {
      const [first, second, ...rest] = call.args
      if (first === 'compose') return compose({ ...call, args: call.args.slice(1) })
      if (first === 'ps' && second === '-q') return list(rest.filter((word) => word !== '--filter'))
      if (first === 'version') return said('"27.3.1"')
      const format = rest[0] === '--format' ? rest[1] : undefined
      const name = rest.at(-1) ?? ''
      if (first === 'image' && second === 'inspect') return inspectImage(name, format)
      if (first === 'container' && second === 'inspect' && format !== undefined)
        return inspectContainer(name, format)
      return complained(`docker: '${first} ${second}' is not a docker command.`)
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...containers.values()].map(stop))
    },
  }
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

/** `${NAME:-value}` and `${NAME}` of a Compose file. */
const filledIn = (text: string, environment: Readonly<Record<string, string>>) =>
  text.replaceAll(
    /\$\{(\w+)(?::-([^}]*))?\}/g,
    (_, name: string, otherwise: string | undefined) => environment[name] ?? otherwise ?? '',
  )

/** `{{json .State}}` and `{{.Image}}`, which is all of Go's templates that is asked for. */
const filled = (format: string, value: unknown) =>
  format.replaceAll(/\{\{(json )?\.([\w.]+)\}\}/g, (_, json: string | undefined, path: string) => {
    const found = path
      .split('.')
      .reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), value)
    return json === undefined ? String(found) : JSON.stringify(found ?? null)
  })

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
