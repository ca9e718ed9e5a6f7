import { columnsThere } from './drill-items.ts'
import { words } from './drill-words.ts'

/** What is verified on the way back. Every second, so that a drill measures people and no waiting. */
interface Look {
  times: number
  every: '1s'
  within: string
}
const inARow = (times: number, within = '45s'): Look => ({ times, every: '1s', within })

export const readyInTime = (times: number) => ({
  http: { url: '${endpoints.api}/v1/health/ready' },
  title: words(
    `MedQuiz is ready in less than 500 ms, ${times} times in a row`,
    `MedQuiz est prêt en moins de 500 ms, ${times} fois de suite`,
  ),
  expect: 'status == 200 && latency_ms < 500',
  timeout: '4s',
  ...inARow(times),
})

export const lastGoodInService = (times: number) => ({
  http: { url: '${endpoints.api}/v1/health/live' },
  title: words('MedQuiz 2.0 is in service', 'MedQuiz 2.0 est en service'),
  expect: "status == 200 && json.version == '2.0'",
  ...inARow(times),
})

export const fewErrors = {
  prometheus: {
    url: '${endpoints.api}/v1/observability/metrics',
    headers: { Authorization: 'Bearer ${secrets.metrics_token}' },
    over: 3,
    ratios: { errors: { of: 'http_requests_total{status=~"5.."}', to: 'http_requests_total' } },
  },
  title: words('MedQuiz counts no error any more', 'MedQuiz ne compte plus d’erreur'),
  expect: 'ratios.errors < 0.05',
  ...inARow(1),
}

export const columnsBack = {
  postgres: { on: 'medquiz', query: columnsThere },
  title: words('The columns that 2.0 needs are there', 'Les colonnes dont la 2.0 a besoin sont là'),
  expect: "error == '' && value == 2",
  ...inARow(2),
}

export const valuesBack = {
  postgres: {
    on: 'medquiz',
    query: 'SELECT count(*) AS there FROM notifications WHERE kind IS NOT NULL',
  },
  title: words('What was in them is back', 'Ce qu’elles contenaient est revenu'),
  expect: "error == '' && value >= 3",
  ...inARow(2),
}

export const nobodyWaits = (times: number) => ({
  postgres: {
    on: 'medquiz',
    query: "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'nightly-report'",
  },
  title: words(
    'The session is gone, and nobody waits any more',
    'La session a disparu, et plus personne n’attend',
  ),
  expect: "error == '' && value == 0 && blocked_sessions == 0",
  ...inARow(times),
})

export const roomOnVolume = (times: number) => ({
  host: { on: 'box', path: '${data_volume}' },
  title: words('The data volume is below 80 %', 'Le volume de données est sous 80 %'),
  expect: "error == '' && disk_used_ratio < 0.8",
  ...inARow(times),
})

export const redisTakesWrites = (times: number) => ({
  redis: { on: 'sylion' },
  title: words(
    'Redis is below 80 % and drops old keys again',
    'Redis est sous 80 % et retire de nouveau les vieilles clés',
  ),
  expect: "error == '' && pong && evicts && memory_ratio < 0.8",
  ...inARow(times),
})

export const workerInService = (times: number) => ({
  http: { url: '${endpoints.sylion}/health' },
  title: words('The worker of Sylion is 2.0', 'Le worker de Sylion est en 2.0'),
  expect: "status == 200 && json.worker.version == '2.0'",
  ...inARow(times),
})

export const queueWorkedOff = (times: number) => ({
  queue: { on: 'sylion', name: 'messageProcessor', window: 10 },
  title: words(
    'Fewer than 5 messages wait, and none is lost',
    'Moins de 5 messages attendent, et aucun n’est perdu',
  ),
  expect: "error == '' && depth < 5 && failed == 0",
  ...inARow(times, '90s'),
})

export const certificateHolds = (times: number) => ({
  tls: { host: '${site_host}', port: '${site_port}', caFile: '${ca_file}' },
  title: words('The certificate of the site holds', 'Le certificat du site est valable'),
  expect: "error == '' && authorized && days_left > 14.0",
  ...inARow(times),
})

export const siteAnswers = {
  http: { url: '${endpoints.site}/v1/health/ready', caFile: '${ca_file}' },
  title: words(
    'The site answers through TLS, three times in a row',
    'Le site répond en TLS, trois fois de suite',
  ),
  ...inARow(3),
}

export const rulesLoaded = {
  promql: { url: '${endpoints.prometheus}', query: 'alert_rules_info{version="2.0"}' },
  title: words('The alert rules are 2.0', 'Les règles d’alerte sont en 2.0'),
  expect: 'series == 1',
  ...inARow(1),
}

export const fewAlerts = (times: number) => ({
  alerts: { prometheus: '${endpoints.prometheus}', alertmanager: '${endpoints.alertmanager}' },
  title: words(
    'Fewer than five alerts fire, and the rules are watched',
    'Moins de cinq alertes sont déclenchées, et les règles sont évaluées',
  ),
  expect: "error == '' && active < 5 && rules > 0 && rules_failing == 0 && evaluated_age_s < 30.0",
  ...inARow(times),
})
