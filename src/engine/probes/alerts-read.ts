import { z } from 'zod'

import type { Facts, Json } from '../../shared/model/check.ts'
import type { Attempt } from './finding.ts'
import { below, demandSuccess, getText, parseJson, type HttpPlace } from './http-get.ts'
import { askPrometheus, readAs } from './prometheus-api.ts'

export interface FoundAlert {
  labels: Record<string, string>
  state: 'active' | 'silenced' | 'inhibited' | 'pending'
  /** When it began, as its source says. */
  since: string
  summary: string | undefined
  /** Who said so. */
  source: 'prometheus' | 'alertmanager'
  /** Ids of the silences that keep it quiet. */
  silencedBy: string[]
}

const texts = z.record(z.string(), z.string())

const prometheusAlerts = z.object({
  alerts: z.array(
    z.object({
      labels: texts,
      annotations: texts.default({}),
      state: z.string(),
      activeAt: z.string().default(''),
    }),
  ),
})

/** What a Prometheus itself says; of silences it knows nothing. */
export async function readPrometheusAlerts(
  place: HttpPlace,
  attempt: Attempt,
): Promise<FoundAlert[]> {
  const { data } = await askPrometheus(place, '/api/v1/alerts', attempt)
  return readAs(prometheusAlerts, data, 'alerts').alerts.flatMap((alert): FoundAlert[] => {
    const { labels, annotations, state, activeAt } = alert
    if (state !== 'firing' && state !== 'pending') return []
    const summary = annotations.summary ?? annotations.description
    return [
      {
        labels,
        state: state === 'firing' ? 'active' : 'pending',
        since: activeAt,
        summary,
        source: 'prometheus',
        silencedBy: [],
      },
    ]
  })
}

const rules = z.object({
  groups: z.array(
    z.object({
      lastEvaluation: z.string().default(''),
      rules: z.array(
        z.object({
          name: z.string(),
          type: z.string().default(''),
          health: z.string().default(''),
        }),
      ),
    }),
  ),
})

/** Which rules are loaded, and when they were last looked at: an empty list of alerts proves nothing. */
export async function readRules(place: HttpPlace, attempt: Attempt): Promise<Facts> {
  const { data } = await askPrometheus(place, '/api/v1/rules', attempt)
  const { groups } = readAs(rules, data, 'rules')
  const all = groups.flatMap((group) => group.rules)
  const alerting = all.filter(({ type }) => type === 'alerting')
  // The year 1 where a group was not evaluated yet.
  const evaluated = groups.map(({ lastEvaluation }) => Date.parse(lastEvaluation))
  const known = evaluated.filter((ms) => ms > 0)
  const isWhole = known.length === groups.length && groups.length > 0
  return {
    rules: alerting.length,
    rule_names: [...new Set(alerting.map(({ name }) => name))],
    rule_groups: groups.length,
    rules_failing: all.filter(({ health }) => health === 'err').length,
    ...(isWhole ? { evaluated_age_s: Math.max(0, Date.now() - Math.min(...known)) / 1000 } : {}),
  }
}

const managerAlerts = z.array(
  z.object({
    labels: texts,
    annotations: texts.default({}),
    startsAt: z.string().default(''),
    status: z.object({
      state: z.string(),
      silencedBy: z.array(z.string()).default([]),
      inhibitedBy: z.array(z.string()).default([]),
    }),
  }),
)

/** What an Alertmanager was told and has not seen resolved, with what keeps it quiet. */
export async function readManagerAlerts(place: HttpPlace, attempt: Attempt): Promise<FoundAlert[]> {
  const data = await getJson(place, '/api/v2/alerts', attempt)
  return readAs(managerAlerts, data, 'alerts').map(({ labels, annotations, startsAt, status }) => {
    const state =
      status.silencedBy.length > 0
        ? 'silenced'
        : status.inhibitedBy.length > 0
          ? 'inhibited'
          : 'active'
    const summary = annotations.summary ?? annotations.description
    const { silencedBy } = status
    return { labels, state, since: startsAt, summary, source: 'alertmanager', silencedBy }
  })
}

const silences = z.array(
  z.object({
    id: z.string().default(''),
    createdBy: z.string().default(''),
    comment: z.string().default(''),
    endsAt: z.string().default(''),
    status: z.object({ state: z.string() }),
    matchers: z.array(
      z.object({
        name: z.string(),
        value: z.string(),
        isRegex: z.boolean().default(false),
        isEqual: z.boolean().default(true),
      }),
    ),
  }),
)

const maxSilences = 50

export async function readSilences(place: HttpPlace, attempt: Attempt): Promise<Json[]> {
  const data = await getJson(place, '/api/v2/silences', attempt)
  return readAs(silences, data, 'silences')
    .filter(({ status }) => status.state === 'active')
    .slice(0, maxSilences)
    .map(({ id, createdBy, comment, endsAt, matchers }) => ({
      id,
      by: createdBy,
      comment,
      until: endsAt,
      matchers: matchers.map(({ name, value, isRegex, isEqual }) => {
        const operator = isEqual ? (isRegex ? '=~' : '=') : isRegex ? '!~' : '!='
        return `${name}${operator}${JSON.stringify(value)}`
      }),
    }))
}

async function getJson(place: HttpPlace, path: string, attempt: Attempt): Promise<Json> {
  const answer = await getText({ ...place, url: below(place.url, path) }, attempt)
  demandSuccess(answer)
  return parseJson(answer.text)
}
