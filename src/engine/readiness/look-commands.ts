import { message } from '../../shared/messages/message.ts'
import type { Json } from '../../shared/model/check.ts'
import type { ReadinessPart } from '../../shared/model/readiness.ts'
import type { RollbackPlan, RollbackStep } from '../../shared/model/rollback.ts'
import { isCheckOut } from '../runbook/rollback-actions.ts'
import { parseScript } from '../runbook/shell-syntax.ts'
import { couldNot } from './look-artefact.ts'
import { ask, worstPart, type LineFinding, type LookContext } from './look.ts'
import { commandOf, placeOf, restoreOf, textOf, wantedOf, wordsOf } from './plan-actions.ts'

interface Needs {
  programs: Set<string>
  /** What is run as root, where no password may be asked for. */
  asRoot: Set<string>
  /** Files that are read, such as those of Compose. */
  files: Set<string>
  /** It writes to the folder that it is run in. */
  writes: boolean
  /** It asks the system's own manager of services, as whoever it is. */
  manages: boolean
}

const noNeeds = (): Needs => ({
  programs: new Set(),
  asRoot: new Set(),
  files: new Set(),
  writes: false,
  manages: false,
})

/** Does every command of a plan resolve: its names, its host, its programs, and the right to use them? */
export async function lookCommands(context: LookContext, plan: RollbackPlan): Promise<LineFinding> {
  const parts: ReadinessPart[] = []
  const places = new Map<string, { place: Record<string, Json>; needs: Needs }>()
  for (const step of plan.steps) {
    const problem = problemOf(context, plan, step)
    if (problem) {
      parts.push(problem)
      continue
    }
    const config = commandOf(step)
    if (!config) continue
    const place = placeOf(config)
    const key = JSON.stringify(place)
    const known = places.get(key) ?? { place, needs: noNeeds() }
    places.set(key, known)
    if (!addPrograms(step, config, known.needs))
      parts.push({
        state: 'unknown',
        text: message('readiness.commands.unread', { step: step.title }),
      })
  }
  for (const verification of [...plan.steps.flatMap(({ verify }) => verify), ...plan.done]) {
    if (verification.kind !== 'check') continue
    const prepared = context.prepare(verification.check, plan.variables)
    if (prepared?.problem)
      parts.push({
        state: 'not-ready',
        text: message('readiness.commands.unresolved', { step: verification.title }),
      })
  }
  const looked = await Promise.all(
    [...places.values()].map((place) => lookThere(context, plan, place)),
  )
  parts.push(...looked.flat())
  const worst = worstPart(parts)
  if (!worst || worst.state === 'ready')
    return { state: 'ready', reason: message('readiness.commands.fine'), parts }
  const sorted = [
    ...parts.filter(({ state }) => state === 'not-ready'),
    ...parts.filter(({ state }) => state === 'unknown'),
    ...parts.filter(({ state }) => state === 'ready'),
  ]
  return {
    state: worst.state,
    reason: worst.text,
    todo: message('readiness.commands.todo'),
    parts: sorted,
  }
}

function problemOf(
  context: LookContext,
  plan: RollbackPlan,
  { action, title }: RollbackStep,
): ReadinessPart | undefined {
  if (action.kind !== 'check') return undefined
  const prepared = context.prepare(action.check, plan.variables)
  if (prepared && !prepared.problem) return undefined
  return {
    state: 'not-ready',
    text: message('readiness.commands.unresolved', { step: title }),
  }
}

/** Words of the shell itself; they are always there. */
const ownWords = new Set(
  'cd set unset export echo printf test [ true false : exit read shift command umask wait return local'.split(
    ' ',
  ),
)

/** False where not all of them could be read. */
function addPrograms(step: RollbackStep, config: Record<string, Json>, needs: Needs): boolean {
  if (isCheckOut(config)) {
    needs.programs.add('git')
    needs.writes = true
    return true
  }
  if (restoreOf(step)) {
    const isCustom = textOf(config['run'])?.includes('pg_restore') ?? false
    for (const name of ['sha256sum', isCustom ? 'pg_restore' : 'psql']) needs.programs.add(name)
    return true
  }
  const wanted = wantedOf(step)
  if (wanted?.kind === 'compose')
    wanted.before.forEach((word, at) => {
      const file = wanted.before[at + 1]
      if (word === '-f' && file !== undefined) needs.files.add(file)
    })
  if (wanted?.kind === 'fly-release' || wanted?.kind === 'image') {
    needs.programs.add('fly')
    return true
  }
  const argv = wordsOf(config['argv'])
  if (argv.length > 0) return addWords(argv, needs)
  return addScript(textOf(config['run']) ?? '', needs, 0)
}

const maxNesting = 5

function addScript(script: string, needs: Needs, nesting: number): boolean {
  const parsed = parseScript(script)
  const inner = parsed.substitutions.map(
    (one) => nesting < maxNesting && addScript(one, needs, nesting + 1),
  )
  const outer = parsed.commands.map(({ words }) => words.length === 0 || addWords(words, needs))
  return parsed.understood && [...inner, ...outer].every(Boolean)
}

function addWords(words: readonly string[], needs: Needs): boolean {
  const [program = '', ...rest] = words
  if (program === '' || program.includes('$')) return false
  if (ownWords.has(program)) return true
  needs.programs.add(program)
  if (program === 'systemctl') needs.manages = true
  if (program !== 'sudo') return true
  const [flag, inner] = rest
  if (flag !== '-n' || inner === undefined || inner.startsWith('-')) return false
  needs.programs.add(inner)
  needs.asRoot.add(inner)
  return true
}

/**
 * Told two words at a time: what it is looked at for, and what. Nothing is written anywhere: whether it
 * could be, the system says.
 */
const script = `while [ $# -gt 1 ]; do
  need=$1 what=$2
  shift 2
  case $need in
    folder | writes)
      if [ ! -d "$what" ]; then echo "missing $what"; exit 0
      elif ! cd "$what" 2>/dev/null; then echo "denied $what"; exit 0
      elif [ "$need" = writes ] && [ ! -w . ]; then echo "denied $what"
      else echo "there $what"; fi ;;
    file)
      if [ ! -e "$what" ]; then echo "missing $what"
      elif [ ! -r "$what" ]; then echo "denied $what"
      else echo "there $what"; fi ;;
    program)
      case $what in
        */*)
          if [ ! -e "$what" ]; then echo "gone $what"
          elif [ ! -f "$what" ] || [ ! -x "$what" ]; then echo "denied $what"
          else echo "there $what"; fi
          continue ;;
      esac
      if ! command -v "$what" >/dev/null 2>&1; then echo "gone $what"; continue; fi
      case $what in
        docker | podman) "$what" version >/dev/null 2>&1 || { echo "denied $what"; continue; } ;;
      esac
      echo "there $what" ;;
    root) if sudo -n -l "$what" >/dev/null 2>&1; then echo "there sudo $what"; else echo "denied sudo $what"; fi ;;
    manager) if [ "$(id -u)" = 0 ]; then echo "there $what"; else echo "unsure $what"; fi ;;
  esac
done`

function questionsOf(place: Record<string, Json>, needs: Needs): string[] {
  const folder = textOf(place['cwd'])
  return [
    ...(folder === undefined ? [] : [needs.writes ? 'writes' : 'folder', folder]),
    ...[...needs.programs].flatMap((name) => ['program', name]),
    ...[...needs.files].flatMap((name) => ['file', name]),
    ...[...needs.asRoot].flatMap((name) => ['root', name]),
    ...(needs.manages ? ['manager', 'systemctl'] : []),
  ]
}

async function lookThere(
  context: LookContext,
  plan: RollbackPlan,
  { place, needs }: { place: Record<string, Json>; needs: Needs },
): Promise<ReadinessPart[]> {
  if (needs.programs.size === 0) return []
  const questions = questionsOf(place, needs)
  const argv = ['sh', '-c', script, 'sh', ...questions]
  // It enters the folder by itself, and says so where it cannot.
  const { cwd: _cwd, ...where } = place
  const check = { kind: 'command' as const, config: { ...where, argv } }
  const answer = await ask(context, check, plan.variables)
  if (answer.kind === 'unmeasurable') return [couldNot(answer)]
  const { lines, exit_code: code } = answer.facts
  const said = Array.isArray(lines) ? lines.filter((line) => typeof line === 'string') : []
  const target = answer.target
  const wasStopped = said.length === 1 && /^(?:missing|denied) /.test(said[0] ?? '')
  if (code !== 0 || (!wasStopped && said.length < questions.length / 2))
    return [
      { state: 'unknown', text: message('readiness.part.unclear', { what: 'sh', where: target }) },
    ]
  return said.map((line): ReadinessPart => {
    const [word = '', ...rest] = line.split(' ')
    return partOf(word, { what: rest.join(' '), where: target })
  })
}

function partOf(word: string, values: { what: string; where: string }): ReadinessPart {
  switch (word) {
    case 'there':
      return { state: 'ready', text: message('readiness.part.there', values) }
    case 'denied':
      return { state: 'not-ready', text: message('readiness.part.denied', values) }
    case 'missing':
      return { state: 'not-ready', text: message('readiness.part.missing', values) }
    case 'unsure':
      return { state: 'unknown', text: message('readiness.part.unsure', values) }
    default:
      return { state: 'not-ready', text: message('readiness.part.no-program', values) }
  }
}
