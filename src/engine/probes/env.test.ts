import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Facts } from '../../shared/model/check.ts'
import { measure } from './conformance.ts'
import { parseDotenv } from './dotenv-text.ts'
import { checkRules } from './env-check.ts'
import type { EnvRule } from './env-rules.ts'
import { envRule } from './env-rules.ts'
import { env } from './env.ts'

const long = 'x8Zq2Lw9Vt4Rn7Bm1Kc6Hj3Gf5Ds0PaYuTiOeWxQzAsDfGhJkLpMnBvCxZlKjHgF'

/** MedQuiz, section 2: the whole of it, as rules. */
const medquiz = [
  { name: 'NODE_ENV', equals: 'production' },
  { name: ['ACCESS_TOKEN_SECRET', 'REFRESH_TOKEN_SECRET'], minLength: 64, minEntropyBits: 200 },
  { name: 'ACCESS_TOKEN_SECRET', differsFrom: ['REFRESH_TOKEN_SECRET'] },
  { name: 'METRICS_AUTH_TOKEN', minLength: 16 },
  {
    name: 'CORS_ORIGIN',
    notContains: ['*'],
    eachOneOf: ['https://medquiz.test', 'https://app.medquiz.test'],
  },
  { name: 'DUEL_EXPIRATION_JOB_ENABLED', equals: 'true' },
  { name: 'DUEL_EXPIRATION_INTERVAL_SECONDS', type: 'integer', min: 30, max: 120 },
  { name: 'SLO_AVAILABILITY_TARGET_PCT', equals: '99.9' },
  { name: 'SLO_P95_LATENCY_MS', max: 300 },
]
const medquizEnv = `NODE_ENV=production
ACCESS_TOKEN_SECRET=${long}
REFRESH_TOKEN_SECRET="${long.toLowerCase().split('').toReversed().join('')}"
METRICS_AUTH_TOKEN=0123456789abcdef # rotated monthly
CORS_ORIGIN=https://medquiz.test, https://app.medquiz.test
export DUEL_EXPIRATION_JOB_ENABLED=true
DUEL_EXPIRATION_INTERVAL_SECONDS=60
SLO_AVAILABILITY_TARGET_PCT=99.9
SLO_P95_LATENCY_MS=300
`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warroom-env-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function check(text: string, config: Record<string, unknown>): Promise<Facts> {
  const file = join(folder, '.env')
  await writeFile(file, text)
  const measurement = await measure(env, { file, ...config })
  if (measurement.kind === 'unmeasurable') throw new Error(JSON.stringify(measurement))
  return measurement.facts
}

describe('the settings of the seeds', () => {
  it('MedQuiz: right ones pass', async () => {
    expect(await check(medquizEnv, { rules: medquiz })).toMatchObject({
      ok: true,
      missing: [],
      violations: [],
      duplicates: [],
      count: 9,
    })
  })

  it('MedQuiz: each wrong one is named with its rule, and never with its value', async () => {
    const wrong = medquizEnv
      .replace(long, 'aaaa'.repeat(16))
      .replace('https://app.medquiz.test', '*')
      .replace('=60', '=5')
      .replace('MS=300', 'MS=900')
      .replace('NODE_ENV=production', 'NODE_ENV=staging')
      .replace('METRICS_AUTH_TOKEN=0123456789abcdef # rotated monthly\n', '')
    const facts = await check(wrong, { rules: medquiz })
    expect(facts.ok).toBe(false)
    expect(facts.missing).toEqual(['METRICS_AUTH_TOKEN'])
    expect(facts.violations).toEqual([
      'NODE_ENV: equals production',
      'ACCESS_TOKEN_SECRET: minEntropyBits 200',
      'CORS_ORIGIN: notContains *',
      'CORS_ORIGIN: eachOneOf https://medquiz.test, https://app.medquiz.test',
      'DUEL_EXPIRATION_INTERVAL_SECONDS: min 30',
      'SLO_P95_LATENCY_MS: max 300',
    ])
    expect(JSON.stringify(facts)).not.toMatch(/staging|aaaaaaaa|900/)
  })

  it('Sylion: addresses, a file that must be there, optional ones with their kind', async () => {
    const credentials = join(folder, 'gcp.json')
    await writeFile(credentials, '{}')
    const rules = [
      { name: 'DATABASE_URL', url: ['postgres', 'postgresql'] },
      { name: 'REDIS_URL', url: ['redis', 'rediss'] },
      { name: ['WHATSAPP_API_KEY', 'GCP_PROJECT_ID'] },
      { name: 'GOOGLE_APPLICATION_CREDENTIALS', fileExists: true },
      { name: 'JWT_SECRET', minLength: 32, notOneOf: ['changeme'] },
      { name: 'PORT', required: false, type: 'integer', min: 1, max: 65_535 },
      { name: 'JWT_EXPIRES_IN', required: false, type: 'duration' },
      {
        name: 'LOG_LEVEL',
        required: false,
        oneOf: ['fatal', 'error', 'warn', 'info', 'debug', 'trace'],
      },
      { name: 'ENABLE_CORS', required: false, type: 'boolean' },
    ]
    const right = `DATABASE_URL=postgres://u:p@db:5432/x\nREDIS_URL=redis://cache:6379\nWHATSAPP_API_KEY=k\nGCP_PROJECT_ID=p\nGOOGLE_APPLICATION_CREDENTIALS=${credentials}\nJWT_SECRET=${long}\nJWT_EXPIRES_IN=7d\n`
    expect(await check(right, { rules })).toMatchObject({ ok: true })
    const wrong = right
      .replace('postgres://', 'mysql://')
      .replace(credentials, '/nowhere/gcp.json')
      .replace('GCP_PROJECT_ID=p', 'GCP_PROJECT_ID=')
      .concat('PORT=http\nLOG_LEVEL=loud\n')
    expect(await check(wrong, { rules })).toMatchObject({
      ok: false,
      missing: ['GCP_PROJECT_ID'],
      violations: [
        'DATABASE_URL: url postgres, postgresql',
        'GOOGLE_APPLICATION_CREDENTIALS: fileExists',
        'PORT: min 1',
        'PORT: max 65535',
        'PORT: type integer',
        'LOG_LEVEL: oneOf fatal, error, warn, info, debug, trace',
      ],
    })
  })

  it('compares with an example file', async () => {
    const like = join(folder, '.env.example')
    await writeFile(like, 'A=\nB=\n')
    expect(await check('A=1\nC=2\n', { like })).toMatchObject({
      ok: false,
      missing: ['B'],
      unknown: ['C'],
    })
  })
})

describe('a dotenv file', () => {
  it('is read as Node reads it, and names what is set twice', () => {
    const { variables, duplicates } = parseDotenv(
      '\uFEFFA=1\r\n# B=2\nexport C="x\nA=not a name"\nD=\'#\' # note\nA=3\nE=\n',
    )
    expect(Object.fromEntries(variables)).toEqual({ A: '3', C: 'x\nA=not a name', D: '#', E: '' })
    expect(duplicates).toEqual(['A'])
  })

  it('never gives a value away in a violation', () => {
    const rule = fc.record({
      minLength: fc.constant(100),
      maxLength: fc.constant(0),
      type: fc.constantFrom('integer', 'url', 'json', 'email', 'duration'),
      url: fc.constant(['https']),
      notContains: fc.constant(['']),
    })
    fc.assert(
      fc.property(fc.string({ minLength: 12, maxLength: 40 }), rule, (value, parts) => {
        const parsed: EnvRule = envRule.parse({ name: 'NAME', ...parts })
        const { violations } = checkRules(new Map([['NAME', value]]), [parsed], () => false)
        expect(violations.length).toBeGreaterThan(0)
        for (const text of violations) expect(text.includes(value)).toBe(false)
      }),
    )
  })
})
