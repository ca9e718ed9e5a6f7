export type AlertRulesVersion = '2.0' | '2.1'

/**
 * What the range's Prometheus raises: short waits, because an exercise is not sat through. Only
 * what should wake somebody is critical; the rest is for the board. Its version can be asked for as
 * `alert_rules_info`. 2.1 adds rules, each with its threshold a unit off.
 */
export function alertRulesOf(version: AlertRulesVersion) {
  return [
    {
      name: 'practice',
      rules: [
        { record: 'alert_rules_info', expr: 'vector(1)', labels: { version } },
        ...soundRules,
      ],
    },
    ...(version === '2.1' ? [{ name: stormGroup, rules: stormRules }] : []),
  ]
}

const soundRules = [
  {
    alert: 'ServiceDown',
    expr: 'up == 0',
    for: '3s',
    labels: { severity: 'critical' },
    annotations: { summary: '{{ $labels.job }} is not answering' },
  },
  {
    alert: 'PushProviderDown',
    expr: 'dependency_up{dependency="push"} == 0',
    labels: { severity: 'critical' },
    annotations: { summary: 'No notification of MedQuiz reaches anybody' },
  },
  {
    alert: 'ErrorRatioHigh',
    expr: 'sum(rate(http_requests_total{status=~"5.."}[15s])) / sum(rate(http_requests_total[15s])) > 0.05',
    for: '3s',
    labels: { severity: 'warning' },
    annotations: { summary: 'More than 5 % of MedQuiz’s answers are errors' },
  },
  {
    alert: 'MessagesPileUp',
    expr: 'sylion_queue_waiting > 100',
    for: '3s',
    labels: { severity: 'warning' },
    annotations: { summary: '{{ $value }} messages of Sylion wait for a worker' },
  },
]

/** Of the rules that 2.1 adds. */
export const stormGroup = 'practice-2.1'

/** Each is meant well: what it measures, and the three limits, of which each is a unit off. */
const meantWell = [
  ...[50, 90, 95, 99].map((percent) => ({
    alert: `LatencyP${percent}High`,
    // Seconds, against limits that were milliseconds and were divided once too often.
    expr: `histogram_quantile(${percent / 100}, sum by (le) (rate(http_request_duration_seconds_bucket[15s]))) > `,
    limits: { critical: '0.0003', warning: '0.0002', info: '0.0001' },
    summary: `${percent} % of MedQuiz’s answers take longer than they should`,
  })),
  {
    alert: 'ScrapeSlow',
    expr: 'scrape_duration_seconds > ',
    limits: { critical: '0.00003', warning: '0.00002', info: '0.00001' },
    summary: '{{ $labels.job }} takes long to be scraped',
  },
  {
    alert: 'AvailabilityLow',
    // A ratio, against limits in percent; as those that follow.
    expr: 'avg_over_time(up[15s]) < ',
    limits: { critical: '99', warning: '99.5', info: '99.9' },
    summary: '{{ $labels.job }} was away too often',
  },
  {
    alert: 'DependencyAvailabilityLow',
    expr: 'avg_over_time(dependency_up[15s]) < ',
    limits: { critical: '99', warning: '99.5', info: '99.9' },
    summary: '{{ $labels.dependency }} was away too often',
  },
  {
    alert: 'SuccessRatioLow',
    expr: 'sum(rate(http_requests_total{status!~"5.."}[15s])) / sum(rate(http_requests_total[15s])) < ',
    limits: { critical: '99', warning: '99.5', info: '99.9' },
    summary: 'Too many of MedQuiz’s answers are errors',
  },
]

export const stormRuleNames: ReadonlySet<string> = new Set(meantWell.map(({ alert }) => alert))

const stormRules = meantWell.flatMap(({ alert, expr, limits, summary }) =>
  Object.entries(limits).map(([severity, limit]) => ({
    alert,
    expr: `${expr}${limit}`,
    labels: { severity },
    annotations: { summary },
  })),
)
