import { message } from '../../shared/messages/message.ts'
import type { Json } from '../../shared/model/check.ts'
import type { ReadinessPart } from '../../shared/model/readiness.ts'
import { assertNever } from '../../shared/result.ts'
import { ask, textFact, worstPart, type LineFinding, type LookContext } from './look.ts'
import { envOf, placeOf, wantedOf, type Wanted } from './plan-actions.ts'

interface Wish {
  wanted: Wanted
  variables: Record<string, string>
}

/** Is what the plans deploy still there: commit, image, release, container? */
export async function lookArtefact(context: LookContext): Promise<LineFinding> {
  const wishes = context.plans.flatMap(({ steps, variables }) =>
    steps.flatMap((step): Wish[] => {
      const wanted = wantedOf(step)
      return wanted ? [{ wanted, variables }] : []
    }),
  )
  const { image } = context.spec
  if (image !== undefined)
    wishes.push({ wanted: { kind: 'image', image, config: {} }, variables: {} })
  const different = [...new Map(wishes.map((wish) => [JSON.stringify(wish), wish])).values()]
  const parts = (await Promise.all(different.map((wish) => partsOf(wish, context)))).flat()
  const worst = worstPart(parts)
  if (!worst)
    return {
      state: 'unknown',
      reason: message('readiness.artefact.none'),
      todo: message('readiness.artefact.none-todo'),
    }
  if (worst.state === 'ready')
    return { state: 'ready', reason: message('readiness.artefact.there'), parts }
  return {
    state: worst.state,
    reason: worst.text,
    todo: message(
      worst.state === 'unknown' ? 'readiness.look-todo' : 'readiness.artefact.gone-todo',
    ),
    parts,
  }
}

const there = (what: string, where: string): ReadinessPart => ({
  state: 'ready',
  text: message('readiness.part.there', { what, where }),
})
const gone = (what: string, where: string): ReadinessPart => ({
  state: 'not-ready',
  text: message('readiness.part.gone', { what, where }),
})
const unclear = (what: string, where: string): ReadinessPart => ({
  state: 'unknown',
  text: message('readiness.part.unclear', { what, where }),
})

/** Of an engine that is there: is the image in it, else in its registry? */
const imagesScript = (list: string) => `command -v "$WARROOM_ENGINE" >/dev/null || exit 127
images=$(${list}) || exit 3
for image in $images; do
  if "$WARROOM_ENGINE" image inspect "$image" >/dev/null 2>&1; then echo "here $image"; continue; fi
  if said=$("$WARROOM_ENGINE" manifest inspect "$image" 2>&1); then echo "registry $image"; continue; fi
  case $said in
    *"no such manifest"* | *"manifest unknown"* | *"not found"*) echo "gone $image" ;;
    *) echo "unclear $image" ;;
  esac
done`

async function partsOf(
  { wanted, variables }: Wish,
  context: LookContext,
): Promise<ReadinessPart[]> {
  const place = placeOf(wanted.config)
  const command = (config: Record<string, Json>) =>
    ask(context, { kind: 'command', config: { ...place, ...config } }, variables)
  switch (wanted.kind) {
    case 'commit': {
      const env = envOf(wanted.config)
      const answer = await command({
        run: 'git rev-parse --verify --quiet "$COMMIT^{commit}"',
        env,
      })
      if (answer.kind === 'unmeasurable') return [couldNot(answer)]
      const { exit_code: code } = answer.facts
      const what = resolvedEnv(answer.command, 'COMMIT')
      if (code === 0) return [there(what, answer.target)]
      return [code === 1 ? gone(what, answer.target) : unclear(what, answer.target)]
    }
    case 'fly-release': {
      const { app, release } = wanted
      // The names are resolved with the rest of the command, and read from there.
      const answer = await command({
        run: 'fly releases -a "$APP" --image --json',
        env: { APP: app, RELEASE: release },
      })
      if (answer.kind === 'unmeasurable') return [couldNot(answer)]
      const name = resolvedEnv(answer.command, 'RELEASE')
      const { json, exit_code: code } = answer.facts
      if (code !== 0 || !Array.isArray(json)) return [unclear(name, answer.target)]
      const isIt = (one: Json): one is { ImageRef: string } =>
        typeof one === 'object' &&
        one !== null &&
        !Array.isArray(one) &&
        one['Version'] === Number(name.replace(/^v/, '')) &&
        typeof one['ImageRef'] === 'string' &&
        one['ImageRef'] !== ''
      const found = json.find(isIt)
      if (!found) return [gone(name, 'Fly.io')]
      const image = await command({
        run: imagesScript(`printf '%s' "$IMAGE"`),
        env: { ...envOf(place), IMAGE: found.ImageRef, WARROOM_ENGINE: 'docker' },
      })
      return [there(name, 'Fly.io'), flyImage(found.ImageRef, image)]
    }
    case 'image': {
      const answer = await command({
        run: imagesScript(`printf '%s' "$IMAGE"`),
        env: { ...envOf(place), IMAGE: wanted.image, WARROOM_ENGINE: 'docker' },
      })
      return imageParts(answer)
    }
    case 'compose': {
      const { before, services, config } = wanted
      const engine = before[0] === 'podman' ? 'podman' : 'docker'
      const answer = await command({
        argv: [
          'sh',
          '-c',
          imagesScript('"$@"'),
          'sh',
          ...before,
          'config',
          '--images',
          ...services,
        ],
        env: { ...envOf(config), WARROOM_ENGINE: engine },
      })
      return imageParts(answer)
    }
    case 'container': {
      const { engine, names } = wanted
      return Promise.all(
        names.map(async (name) => {
          const answer = await command({ argv: [engine, 'container', 'inspect', '--', name] })
          if (answer.kind === 'unmeasurable')
            return answer.cause === 'missing-container' ? gone(name, engine) : couldNot(answer)
          if (answer.facts['exit_code'] === 0) return there(name, answer.target)
          const isGone = /no such container/i.test(textFact(answer.facts, 'stderr'))
          return isGone ? gone(name, answer.target) : unclear(name, answer.target)
        }),
      )
    }
    default:
      return assertNever(wanted)
  }
}

/** Fly lists a release for ever, and keeps its image for a while: its registry is asked, by Docker. */
function flyImage(image: string, answer: Awaited<ReturnType<typeof ask>>): ReadinessPart {
  const [part] = answer.kind === 'measured' ? imageParts(answer) : []
  if (part && part.state !== 'unknown') return part
  return { state: 'unknown', text: message('readiness.part.fly-image', { image }) }
}

function imageParts(answer: Awaited<ReturnType<typeof ask>>): ReadinessPart[] {
  if (answer.kind === 'unmeasurable') return [couldNot(answer)]
  const { lines } = answer.facts
  const said = Array.isArray(lines) ? lines.filter((line) => typeof line === 'string') : []
  const parts = said.flatMap((line): ReadinessPart[] => {
    const [word, image = ''] = line.split(' ')
    if (word === 'here') return [there(image, answer.target)]
    if (word === 'registry')
      return [{ state: 'ready', text: message('readiness.part.in-registry', { what: image }) }]
    return [word === 'gone' ? gone(image, answer.target) : unclear(image, answer.target)]
  })
  if (parts.length > 0) return parts
  return [{ state: 'unknown', text: message('readiness.part.no-images', { where: answer.target }) }]
}

/** It could not be looked at; the words are those of who tried. */
export const couldNot = (answer: { message: ReadinessPart['text'] }): ReadinessPart => ({
  state: 'unknown',
  text: answer.message,
})

/** A value as it was filled in, redacted, from the assignments that a shown command begins with. */
export function resolvedEnv(command: string | undefined, name: string): string {
  const line = command?.split('\n').find((one) => one.startsWith(`${name}=`))
  return line?.slice(name.length + 1).replace(/^'(.*)'$/, '$1') ?? name
}
