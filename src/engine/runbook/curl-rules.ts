import type { Danger } from '../../shared/model/check.ts'

/** Long options that neither send a body nor write a file; `true` where a value follows. */
const longOptions: Record<string, boolean> = {
  fail: false,
  'fail-with-body': false,
  silent: false,
  'show-error': false,
  location: false,
  head: false,
  include: false,
  insecure: false,
  compressed: false,
  verbose: false,
  get: false,
  ipv4: false,
  ipv6: false,
  'http1.1': false,
  http2: false,
  'no-progress-meter': false,
  'no-buffer': false,
  'tlsv1.2': false,
  'tlsv1.3': false,
  'path-as-is': false,
  globoff: false,
  'max-time': true,
  'connect-timeout': true,
  user: true,
  header: true,
  retry: true,
  'retry-delay': true,
  'retry-max-time': true,
  url: true,
  resolve: true,
  'connect-to': true,
  cacert: true,
  cert: true,
  key: true,
  cookie: true,
  'user-agent': true,
  referer: true,
  range: true,
  'max-redirs': true,
  'oauth2-bearer': true,
  interface: true,
  proxy: true,
}
const longOf: Record<string, string> = {
  f: 'fail',
  s: 'silent',
  S: 'show-error',
  L: 'location',
  I: 'head',
  i: 'include',
  k: 'insecure',
  v: 'verbose',
  G: 'get',
  4: 'ipv4',
  6: 'ipv6',
  N: 'no-buffer',
  g: 'globoff',
  m: 'max-time',
  u: 'user',
  H: 'header',
  A: 'user-agent',
  e: 'referer',
  r: 'range',
  b: 'cookie',
  E: 'cert',
  x: 'proxy',
  o: 'output',
  w: 'write-out',
  X: 'request',
  d: 'data',
  F: 'form',
  T: 'upload-file',
  O: 'remote-name',
  J: 'remote-header-name',
  D: 'dump-header',
  c: 'cookie-jar',
  K: 'config',
  Q: 'quote',
}
const withValue = new Set([
  'output',
  'write-out',
  'request',
  'data',
  'data-raw',
  'data-binary',
  'data-urlencode',
  'json',
  'form',
  'upload-file',
  'dump-header',
  'cookie-jar',
  'config',
  'quote',
])

export interface CurlCall {
  options: { name: string; value?: string }[]
  urls: string[]
}

/** The options of a curl call by their long names, short bundles such as `-fsSL` taken apart. */
export function parseCurl(args: readonly string[]): CurlCall {
  const call: CurlCall = { options: [], urls: [] }
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (arg.startsWith('--')) {
      const name = arg.slice(2)
      const takesValue = longOptions[name] === true || withValue.has(name)
      call.options.push({ name, ...(takesValue ? { value: args[++index] } : {}) })
    } else if (arg.startsWith('-') && arg !== '-') {
      for (let at = 1; at < arg.length; at++) {
        const name = longOf[arg.charAt(at)] ?? `-${arg.charAt(at)}`
        if (longOptions[name] !== true && !withValue.has(name)) call.options.push({ name })
        else {
          call.options.push({
            name,
            value: at + 1 < arg.length ? arg.slice(at + 1) : args[++index],
          })
          break
        }
      }
    } else call.urls.push(arg)
  }
  return call
}

/** A GET or HEAD over HTTP that writes no file reads; DELETE destroys; all else changes. */
export function curlDanger(args: string[]): Danger {
  const { options, urls } = parseCurl(args)
  const method = options.findLast((option) => option.name === 'request')?.value?.toUpperCase()
  if (method === 'DELETE') return 'destroy'
  if (method !== undefined && method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS')
    return 'change'
  const asQuery = options.some((option) => option.name === 'get')
  const safe = options.every(({ name, value = '' }) => {
    // `@file` sends a file away.
    if (value.startsWith('@')) return false
    if (Object.hasOwn(longOptions, name) || name === 'request') return true
    if (name === 'output') return value === '/dev/null' || value === '-'
    if (name === 'write-out') return !value.includes('%output')
    return asQuery && /^data(?:-raw|-urlencode)?$/.test(name)
  })
  // Other schemes reach files and mail servers.
  const overHttp = urls.every(
    (url) => !/^[a-z][a-z0-9+.-]*:/i.test(url) || /^https?:/i.test(url) || /^[\w.-]+:\d/.test(url),
  )
  return safe && overHttp ? 'read' : 'change'
}
