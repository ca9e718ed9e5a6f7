import { randomBytes } from 'node:crypto'

/** MedQuiz's production settings, as its checklist wants them. Every secret is made up here. */
export function createEnvFile(values: { metricsToken: string; siteUrl: string }): string {
  const lines = {
    NODE_ENV: 'production',
    ACCESS_TOKEN_SECRET: randomBytes(48).toString('base64url'),
    REFRESH_TOKEN_SECRET: randomBytes(48).toString('base64url'),
    METRICS_AUTH_TOKEN: values.metricsToken,
    CORS_ORIGIN: values.siteUrl,
    DUEL_EXPIRATION_JOB_ENABLED: 'true',
    DUEL_EXPIRATION_INTERVAL_SECONDS: '60',
    SLO_AVAILABILITY_TARGET_PCT: '99.9',
    SLO_P95_LATENCY_MS: '300',
  }
  return Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}
