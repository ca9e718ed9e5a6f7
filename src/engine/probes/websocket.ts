import { z } from 'zod'

import { compileRegex } from '../text/linear-regex.ts'
import { requiredText, wholeNumber } from './config-fields.ts'
import { connectionFacts } from './connection-facts.ts'
import { maxBodyBytes } from './limits.ts'
import { commonFacts, defineProbe } from './probe.ts'
import { viaField } from './via.ts'
import { describeWebSocket, measureWebSocket } from './websocket-measure.ts'

const waitFor = z.strictObject({
  contains: requiredText.optional().describe('words that the message holds'),
  regex: requiredText
    .refine((source) => compileRegex(source).ok, 'not a regular expression that takes linear time')
    .optional()
    .describe('regular expression that it matches, without look-around and back-references'),
  json: z
    .record(z.string(), z.json())
    .optional()
    .describe('what its JSON holds, whatever else is in it: `{ type: joined }`'),
})

const config = z.strictObject({
  url: requiredText.describe(
    '`ws://` or `wss://` address, such as `wss://${host}/ws`; `http://` and `https://` mean the same',
  ),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .describe('headers of the handshake, such as `Authorization: Bearer ${secrets.token}`'),
  subprotocol: requiredText
    .optional()
    .describe('to be agreed on, such as `graphql-transport-ws`; another, or none, is no handshake'),
  send: z
    .array(z.json())
    .max(100)
    .default([])
    .describe(
      'messages to send, in order: a text as it is, anything else as JSON. What is sent may change things, and is confirmed first',
    ),
  waitFor: waitFor
    .optional()
    .describe(
      'read messages until one has all that is given of `contains` (words), `regex` and `json` (a part of it); `{}` is any message. Nothing is waited for when absent',
    ),
  ping: z
    .boolean()
    .default(true)
    .describe('send a ping at the end, and wait for its pong; `false` for a target that has left'),
  caFile: requiredText
    .optional()
    .describe('PEM file of a private certificate authority to trust besides the usual ones'),
  via: viaField,
  maxBytes: wholeNumber(0, maxBodyBytes)
    .prefault(maxBodyBytes)
    .describe('bytes to read in all, 1 MiB and 1,000 messages at most; more is `too-large`'),
})

export type WebSocketConfig = z.output<typeof config>

export const websocket = defineProbe({
  kind: 'websocket',
  config,
  facts: {
    ...commonFacts,
    open: { type: 'bool', about: 'the handshake was made' },
    status: {
      type: 'int',
      about: 'status code of the answer to the handshake; 101 when it is made',
    },
    headers: {
      type: 'map',
      about: 'headers of that answer by lower-case name; repeated ones joined by a comma',
    },
    handshake_ms: { type: 'double', about: 'time of the handshake, once connected' },
    subprotocol: { type: 'string', about: "what was agreed on; '' when nothing" },
    messages: {
      type: 'list',
      about: 'texts of the messages received, in order; binary ones that are no text as base64',
    },
    first_message: { type: 'string', about: 'the first of them; absent when none came' },
    message: { type: 'string', about: 'the message waited for; absent when it did not come' },
    message_ms: { type: 'double', about: 'time until it came, since the handshake' },
    json: { type: 'dyn', about: 'that message, parsed; absent when it is not JSON' },
    pong_ms: { type: 'double', about: 'time from ping to pong; absent with `ping: false`' },
    close_code: {
      type: 'int',
      about:
        'code that the target left with, or took its leave with when we did: 1000 when all is well, 1006 without a word',
    },
    close_reason: { type: 'string', about: "words it left with; '' when none" },
    remote_address: { type: 'string', about: 'IP address that answered; absent with `via`' },
    ...connectionFacts,
    error_message: {
      type: 'string',
      about: 'technical words behind `error`; absent when it is empty',
    },
  },
  defaultExpect: "error == ''",
  defaultTimeoutMs: 10_000,
  describe: describeWebSocket,
  measure: measureWebSocket,
})
