import type { Span } from './span.ts'

const address =
  /(?<![\p{L}\p{N}._%+*•/:-])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,24}(?![\p{L}\p{N}*•@:/])/gu
/** Before the sign: nothing but what masks are made of. */
const maskedName = /^(?:x{2,}|redacted|masked|hidden|anonymi[sz]ed|masqu[eé])$/i
/** Versions of packages (`left-pad@1.3.0.tgz`) and files are none. */
const fileEnding = /\.(?:js|mjs|cjs|ts|tsx|json|tgz|gz|zip|png|svg|css|map|md|txt|log|ya?ml)$/i

export function findEmails(text: string): Span[] {
  return Array.from(text.matchAll(address)).flatMap((found): Span[] => {
    const [name = ''] = found[0].split('@')
    if (maskedName.test(name) || fileEnding.test(found[0])) return []
    return [{ kind: 'email', start: found.index, end: found.index + found[0].length }]
  })
}
