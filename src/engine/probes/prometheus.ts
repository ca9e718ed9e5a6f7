import { z } from 'zod'

import { requiredText, wholeNumber } from './config-fields.ts'
import { connectionFacts } from './connection-facts.ts'
import { selectorField } from './metric-selector.ts'
import { commonFacts, defineProbe } from './probe.ts'
import { describePrometheus, measurePrometheus } from './prometheus-measure.ts'
import { viaField } from './via.ts'

const resultName = z.string().regex(/^[a-z][a-z0-9_]*$/, 'a name such as `error_ratio`')

const config = z
  .strictObject({
    url: requiredText.describe('address of the metrics themselves, such as `${api}/metrics`'),
    headers: z
      .record(z.string(), z.string())
      .default({})
      .describe('request headers, such as `Authorization: Bearer ${secrets.metrics}`'),
    caFile: requiredText
      .optional()
      .describe('PEM file of a private certificate authority to trust besides the usual ones'),
    via: viaField,
    over: wholeNumber(1, 300)
      .optional()
      .describe(
        'seconds between two scrapes within one measurement. Ratios and quantiles are then of what happened in between; otherwise of all since the process started',
      ),
    values: z
      .record(resultName, selectorField)
      .default({})
      .describe(
        'by name, a selector whose series are added up: `db: dependency_up{dependency="database"}`',
      ),
    rates: z
      .record(resultName, selectorField)
      .default({})
      .describe('by name, a selector of counters, a second; needs `over`'),
    ratios: z
      .record(
        resultName,
        z.strictObject({
          of: selectorField.describe('the part, such as `http_requests_total{status=~"5.."}`'),
          to: selectorField.describe('the whole, such as `http_requests_total`'),
        }),
      )
      .default({})
      .describe('by name, `of` and `to`: one selector’s sum divided by another’s'),
    quantiles: z
      .record(
        resultName,
        z.strictObject({
          of: selectorField.describe('the histogram, without `_bucket`'),
          q: z.number().min(0).max(1).describe('0.95 for the 95th percentile'),
        }),
      )
      .default({})
      .describe('by name, `of` (a histogram) and `q`: interpolated as `histogram_quantile` does'),
  })
  .refine(
    ({ rates, over }) => Object.keys(rates).length === 0 || over !== undefined,
    'give `over` with `rates`',
  )

export type PrometheusConfig = z.output<typeof config>

/** Reads a target's own metrics, with no Prometheus in between. */
export const prometheus = defineProbe({
  kind: 'prometheus',
  config,
  facts: {
    ...commonFacts,
    values: { type: 'map', about: 'each of `values` by its name, such as `values.db`' },
    rates: { type: 'map', about: 'each of `rates` by its name, a second' },
    ratios: {
      type: 'map',
      about: 'each of `ratios` by its name; left out while there is nothing to divide by',
    },
    quantiles: {
      type: 'map',
      about: 'each of `quantiles` by its name; left out while nothing was observed',
    },
    missing: {
      type: 'list',
      about: 'names of all these that have no number: no such series, nothing observed, NaN',
    },
    series: { type: 'int', about: 'series in the exposition' },
    families: { type: 'int', about: 'metrics that it declares by TYPE' },
    over_s: {
      type: 'double',
      about: 'seconds that really lay between the two scrapes; absent with one',
    },
    resets: {
      type: 'int',
      about: 'counters that fell between the two scrapes: a process restarted; absent with one',
    },
    oldest_sample_age_s: {
      type: 'double',
      about: 'age of the oldest sample that carries a time of its own; absent when none does',
    },
    process_uptime_s: {
      type: 'double',
      about: 'seconds since `process_start_time_seconds`; absent where that is not exposed',
    },
    status: { type: 'int', about: 'status code of the answer' },
    body_bytes: { type: 'int', about: 'size of the exposition, decompressed' },
    remote_address: { type: 'string', about: 'IP address that answered; absent with `via`' },
    ...connectionFacts,
    error_message: {
      type: 'string',
      about: 'technical words behind `error`; absent when it is empty',
    },
  },
  defaultExpect: "error == '' && missing == []",
  defaultTimeoutMs: 30_000,
  describe: describePrometheus,
  measure: measurePrometheus,
})
