import type { AlertmanagerPart } from './parts/alertmanager.ts'
import type { PrometheusPart } from './parts/prometheus.ts'
import type { MedQuizCondition } from './stand-ins/medquiz.ts'
import type { Sylion } from './stand-ins/sylion/sylion.ts'

/** What can be made wrong with the range as a whole, and right again. */
const wholeKinds = ['slow', 'errors', 'backlog', 'alert', 'muted'] as const
/** `sylion.idempotence`: something that one system does right, which it then does no more. */
type BehaviourKind = `${string}.${string}`
export type DegradationKind = (typeof wholeKinds)[number] | BehaviourKind

/** Of these, what a machine lacks is what a degradation cannot be done to. */
export interface Degradable {
  medquiz: MedQuizCondition
  /** What systems do right, by the name of the system; set to change it. */
  behaviours: Readonly<Record<string, Record<string, boolean>>>
  /** Sylion’s, where it has a queue. */
  worker?: Pick<Sylion, 'leave' | 'comeBack'>
  prometheus?: Pick<PrometheusPart, 'setPaused'>
  alertmanager?: Pick<AlertmanagerPart, 'setPaused'>
}

export interface Degradations {
  /** Those that can be begun here. */
  readonly possible: readonly DegradationKind[]
  /** Those that are going on. */
  readonly active: ReadonlySet<DegradationKind>
  /** Several may go on together. Throws for one that is not possible here. */
  set(kind: DegradationKind, on: boolean): Promise<void>
}

const slowByMs = 800
const backlogJobs = 400

export function createDegradations(range: Degradable): Degradations {
  const { medquiz, behaviours, worker, prometheus, alertmanager } = range
  const active = new Set<DegradationKind>()
  const acts: Partial<Record<DegradationKind, (on: boolean) => Promise<void> | void>> = {
    slow: (on) => void (medquiz.slowByMs = on ? slowByMs : 0),
    errors: (on) => void (medquiz.isFailing = on),
    backlog: worker && ((on) => (on ? worker.leave(backlogJobs) : worker.comeBack())),
    // The alert itself is Prometheus’ to raise.
    alert: prometheus && ((on) => void (medquiz.pushUp = !on)),
    muted:
      prometheus &&
      ((on) => {
        prometheus.setPaused(on)
        alertmanager?.setPaused(on)
      }),
  }
  for (const [system, own] of Object.entries(behaviours))
    for (const name of Object.keys(own)) acts[`${system}.${name}`] = (on) => void (own[name] = !on)
  return {
    possible: (Object.keys(acts) as DegradationKind[]).filter((kind) => acts[kind]),
    active,
    async set(kind, on) {
      const act = acts[kind]
      if (!act) throw new Error(`“${kind}” is not possible on this machine`)
      if (active.has(kind) === on) return
      await act(on)
      if (on) active.add(kind)
      else active.delete(kind)
    },
  }
}
