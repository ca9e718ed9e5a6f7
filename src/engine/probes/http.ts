import { z } from 'zod'

import { requiredText, text, wholeNumber } from './config-fields.ts'
import { measureHttp } from './http-measure.ts'
import { describeHttp } from './http-measure.ts'
import { maxBodyBytes } from './limits.ts'
import { commonFacts, defineProbe } from './probe.ts'
import { viaField } from './via.ts'

export const httpMethods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const config = z.strictObject({
  url: requiredText.describe('`http://` or `https://` address, such as `${api}/v1/health/ready`'),
  method: z
    .enum(httpMethods)
    .default('GET')
    .describe(
      'what to ask; anything but GET, HEAD and OPTIONS changes things and is confirmed first',
    ),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .describe('request headers, such as `Authorization: Bearer ${secrets.metrics}`'),
  body: text.optional().describe('request body, sent as it is'),
  json: z.json().optional().describe('request body, sent as JSON with its content type'),
  sign: z
    .strictObject({
      as: z.enum(['meta', 'stripe']),
      secret: requiredText.describe('such as `${secrets.app_secret}`'),
    })
    .optional()
    .describe(
      'sign the body as these services sign their webhooks: `X-Hub-Signature-256`, `Stripe-Signature`',
    ),
  followRedirects: z
    .boolean()
    .default(false)
    .describe(
      'follow up to 5 redirects; credentials are dropped when the origin changes. Otherwise a redirect is the answer',
    ),
  caFile: requiredText
    .optional()
    .describe('PEM file of a private certificate authority to trust besides the usual ones'),
  via: viaField,
  maxBodyBytes: wholeNumber(0, maxBodyBytes)
    .prefault(maxBodyBytes)
    .describe('bytes of body to read, 1 MiB at most; a longer body is `too-large`'),
})

export type HttpConfig = z.output<typeof config>

export const http = defineProbe({
  kind: 'http',
  config,
  facts: {
    ...commonFacts,
    status: { type: 'int', about: 'status code of the answer' },
    ok: { type: 'bool', about: 'the status is 200 to 299' },
    headers: {
      type: 'map',
      about: 'answer headers by lower-case name; repeated ones joined by a comma',
    },
    content_type: {
      type: 'string',
      about: "media type without parameters, such as 'application/json'; '' when none",
    },
    body: { type: 'string', about: 'body as text, decompressed, secrets taken out' },
    body_bytes: { type: 'int', about: 'size of the body, decompressed' },
    json: { type: 'dyn', about: 'the parsed body; absent when it is not JSON' },
    is_json: { type: 'bool', about: 'the body is valid JSON' },
    redirects: { type: 'list', about: 'addresses that were followed, in order' },
    final_url: { type: 'string', about: 'address that gave this answer' },
    remote_address: { type: 'string', about: 'IP address that answered; absent with `via`' },
    dns_ms: {
      type: 'double',
      about: 'time to look the name up; 0 for an IP address; absent with `via`',
    },
    connect_ms: { type: 'double', about: 'time to connect, without name and TLS' },
    tls_ms: { type: 'double', about: 'time of the TLS handshake; absent without TLS' },
    first_byte_ms: { type: 'double', about: 'time from the start to the first byte of the answer' },
    tls_days_left: {
      type: 'double',
      about: 'days until the certificate expires; absent without TLS',
    },
    tls_not_after: { type: 'timestamp', about: 'when the certificate expires; absent without TLS' },
    tls_protocol: { type: 'string', about: "such as 'TLSv1.3'; absent without TLS" },
    tls_authorized: {
      type: 'bool',
      about: 'chain, dates and name of the certificate hold; absent without TLS',
    },
    tls_cipher: { type: 'string', about: 'cipher suite; absent without TLS' },
    tls_issuer: {
      type: 'string',
      about: 'common name of the certificate’s issuer; absent without TLS',
    },
    tls_subject: { type: 'string', about: 'common name of the certificate; absent without TLS' },
    error_message: {
      type: 'string',
      about: 'technical words behind `error`; absent when it is empty',
    },
  },
  defaultExpect: "error == '' && status >= 200 && status < 300",
  defaultTimeoutMs: 10_000,
  describe: describeHttp,
  measure: measureHttp,
})
