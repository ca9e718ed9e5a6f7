import { z } from 'zod'

import { requiredText } from './config-fields.ts'
import { connectionFacts } from './connection-facts.ts'
import { commonFacts, defineProbe } from './probe.ts'
import { describePromql, measurePromql } from './promql-measure.ts'
import { viaField } from './via.ts'

const config = z.strictObject({
  url: requiredText.describe(
    'address of a Prometheus, or of what answers like one (Thanos, Mimir…)',
  ),
  query: requiredText.describe('PromQL, asked as of now'),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .describe('request headers, such as `Authorization: Bearer ${secrets.prometheus}`'),
  caFile: requiredText
    .optional()
    .describe('PEM file of a private certificate authority to trust besides the usual ones'),
  via: viaField,
})

export type PromqlConfig = z.output<typeof config>

export const promql = defineProbe({
  kind: 'promql',
  config,
  facts: {
    ...commonFacts,
    value: {
      type: 'double',
      about:
        'the value: of a scalar, or of the first series; absent when there is none, or it is NaN or infinite',
    },
    series: { type: 'int', about: 'series in the result; a scalar is one' },
    value_min: { type: 'double', about: 'least value of all series; absent when there is none' },
    value_max: { type: 'double', about: 'greatest value of all series; absent when there is none' },
    values: {
      type: 'list',
      about: 'each series, 200 at most: maps of labels, value, and not_a_number where it is none',
    },
    labels: { type: 'map', about: 'labels of the first series; absent when there is none' },
    not_numbers: {
      type: 'int',
      about: 'series whose value is NaN or infinite, such as a division by 0',
    },
    result_type: { type: 'string', about: "'vector', 'scalar', 'matrix' or 'string'" },
    warnings: { type: 'list', about: 'what Prometheus warns of: the result may be of a part' },
    status: { type: 'int', about: 'status code of the answer' },
    remote_address: { type: 'string', about: 'IP address that answered; absent with `via`' },
    ...connectionFacts,
    error_code: {
      type: 'string',
      about: "Prometheus' kind of error, such as 'bad_data' or 'execution'; absent otherwise",
    },
    error_message: {
      type: 'string',
      about: 'technical words behind `error`; absent when it is empty',
    },
  },
  defaultExpect: "error == '' && series > 0 && not_numbers == 0",
  defaultTimeoutMs: 15_000,
  describe: describePromql,
  measure: measurePromql,
})
