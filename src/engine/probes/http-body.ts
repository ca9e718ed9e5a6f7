import type { Transform } from 'node:stream'
import { createBrotliDecompress, createInflate, createUnzip, createZstdDecompress } from 'node:zlib'

import { UnusableAnswer } from './classify-error.ts'
import type { HttpAnswer } from './http-request.ts'

/**
 * Reads a body, decompressed, up to a limit that counts before and after decompression: a bomb
 * stops where a large body does. Throws `too-large` there, and what the network throws.
 */
export async function readBody(answer: HttpAnswer, method: string, limit: number): Promise<Buffer> {
  if (method === 'HEAD' || answer.status === 204 || answer.status === 304) return Buffer.alloc(0)
  const decoder = decoderOf(answer.headers['content-encoding'] ?? '')
  const chunks: Buffer[] = []
  let received = 0
  let kept = 0
  const keep = (chunk: Buffer) => {
    kept += chunk.length
    if (kept > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  const decoded = decoder ? decode(decoder, keep) : undefined
  try {
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      received += chunk.length
      if (received > limit) throw tooLarge(limit)
      if (decoded) await decoded.write(chunk)
      else keep(chunk)
    }
    await decoded?.end()
    return Buffer.concat(chunks)
  } finally {
    decoder?.destroy()
  }
}

function tooLarge(limit: number): UnusableAnswer {
  return new UnusableAnswer('too-large', `the body is longer than ${limit} bytes`)
}

function decoderOf(encoding: string): Transform | undefined {
  switch (encoding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createUnzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    case 'zstd':
      return createZstdDecompress()
    default:
      return undefined
  }
}

/** Feeds a decoder chunk by chunk, never ahead of what was taken out of it. */
function decode(decoder: Transform, keep: (chunk: Buffer) => void) {
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {})
  decoder.on('error', (error) =>
    failed.reject(
      new UnusableAnswer('bad-response', `the body is not as its encoding says: ${error.message}`),
    ),
  )
  decoder.on('data', (chunk: Buffer) => {
    try {
      keep(chunk)
    } catch (error) {
      failed.reject(error)
      decoder.destroy()
    }
  })
  const written = (chunk: Buffer) =>
    new Promise<void>((resolve) => decoder.write(chunk, () => resolve()))
  const ended = () =>
    new Promise<void>((resolve) => {
      decoder.once('end', resolve)
      decoder.end()
    })
  return {
    write: (chunk: Buffer) => Promise.race([written(chunk), failed.promise]),
    end: () => Promise.race([ended(), failed.promise]),
  }
}
