/** Where a step leads: to another by its index, to the end, or to the safe state. */
export type Way = number | 'end' | 'stop'

/** What of a step decides how it may be gone through. */
export interface GraphStep {
  /** A person chooses among its ways. Without it there is one, which is gone by itself. */
  isDecide: boolean
  next: readonly Way[]
  /** Offered where it fails: a person chooses it, too. */
  alternative?: Way
  /** It does something that a verification could tell. */
  changes: boolean
  isVerified: boolean
  isPointOfNoReturn: boolean
  expectedMs: number
}

export interface GraphFindings {
  /** No way leads to them from the first step. */
  unreachable: number[]
  /** Rounds that nobody chooses and nobody can leave, each from its first step on. */
  loops: number[][]
  /** From them neither the end nor the safe state can be reached, whatever is chosen. */
  stuck: number[]
  reachesEnd: boolean
  /** No way back, and what comes next changes more before anything is verified. */
  unverifiedReturns: number[]
  /** Expected of the longest way to the end that visits no step twice. */
  longestMs: number
}

/** Looks at a plan as a graph. Its first step is where it begins. */
export function findInGraph(steps: readonly GraphStep[]): GraphFindings {
  const reach = steps.map((_, index) => reachableFrom(steps, index))
  const fromStart = new Set([0, ...indexes(reach[0] ?? new Set())])
  const reached = [...steps.keys()].filter((index) => fromStart.has(index))
  return {
    unreachable: [...steps.keys()].filter((index) => !fromStart.has(index)),
    loops: automaticLoops(steps, reached),
    stuck: reached.filter((index) => !reach[index]?.has('end') && !reach[index]?.has('stop')),
    reachesEnd: reach[0]?.has('end') === true,
    unverifiedReturns: reached.filter((index) => isUnverifiedReturn(steps, index)),
    longestMs: longestWay(steps, reach),
  }
}

const waysOf = ({ next, alternative }: GraphStep): Way[] =>
  alternative === undefined ? [...next] : [...next, alternative]

const indexes = (ways: Iterable<Way>) => [...ways].filter((way) => typeof way === 'number')

/** All that can be come to from a step; the step itself only where a way leads back. */
function reachableFrom(steps: readonly GraphStep[], start: number): Set<Way> {
  const found = new Set<Way>()
  const open: number[] = [start]
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const step = steps[index]
    if (!step) continue
    for (const way of waysOf(step)) {
      if (found.has(way)) continue
      found.add(way)
      if (typeof way === 'number') open.push(way)
    }
  }
  return found
}

/** A step that is no `decide` has one way on: who follows it comes to an end, or round. */
function automaticLoops(steps: readonly GraphStep[], reached: readonly number[]): number[][] {
  const loops: number[][] = []
  const settled = new Set<number>()
  for (const start of reached) {
    const path: number[] = []
    let at: Way | undefined = start
    while (typeof at === 'number' && !settled.has(at)) {
      settled.add(at)
      path.push(at)
      const step: GraphStep | undefined = steps[at]
      at = step === undefined || step.isDecide ? undefined : step.next[0]
    }
    const from = typeof at === 'number' ? path.indexOf(at) : -1
    if (from >= 0) loops.push(path.slice(from))
  }
  return loops
}

function isUnverifiedReturn(steps: readonly GraphStep[], start: number): boolean {
  const step = steps[start]
  if (!step?.isPointOfNoReturn || step.isVerified) return false
  const seen = new Set<Way>()
  const open: Way[] = [...step.next]
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    // The end verifies the whole plan; who stops at the safe state has verified nothing.
    if (way === 'end' || seen.has(way)) continue
    seen.add(way)
    const after = typeof way === 'number' ? steps[way] : undefined
    // What changes more may hide what went wrong here, verified or not.
    if (after === undefined || after.changes) return true
    if (!after.isVerified) open.push(...after.next)
  }
  return false
}

/** Beyond so many tries the longest way found so far is taken: too short rather than too long. */
const mostTries = 20_000

function longestWay(steps: readonly GraphStep[], reach: readonly Set<Way>[]): number {
  const whole = new Map<number, number>()
  let tries = 0
  // Steps that lead to each other are gone through way by way. Out of them no way leads back, so what
  // comes after is the same whatever was visited.
  const isSameRound = (left: number, right: number) =>
    reach[left]?.has(right) === true && reach[right]?.has(left) === true

  const fromThere = (start: number): number => {
    const known = whole.get(start)
    if (known !== undefined) return known
    const found = through(start, new Set([start]))
    whole.set(start, found)
    return found
  }
  const through = (index: number, visited: Set<number>): number => {
    const step = steps[index]
    if (!step || ++tries > mostTries) return Number.NEGATIVE_INFINITY
    let longest = Number.NEGATIVE_INFINITY
    for (const way of new Set(waysOf(step))) {
      if (way === 'stop') continue
      if (way === 'end') longest = Math.max(longest, 0)
      else if (!isSameRound(index, way)) longest = Math.max(longest, fromThere(way))
      else if (!visited.has(way)) {
        visited.add(way)
        longest = Math.max(longest, through(way, visited))
        visited.delete(way)
      }
    }
    return step.expectedMs + longest
  }
  return steps.length === 0 ? 0 : Math.max(0, fromThere(0))
}
