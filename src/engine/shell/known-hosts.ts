import { createHash, createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'

/**
 * The host keys on record, as OpenSSH keeps them (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
 */
export interface KnownHostsEntry {
  file: string
  /** 1-based. */
  line: number
  marker?: 'revoked' | 'cert-authority'
  hosts: HostPattern
  keyType: string
  key: Buffer
}

type HostPattern =
  | { kind: 'names'; patterns: { pattern: string; negated: boolean }[] }
  | { kind: 'hashed'; salt: Buffer; hash: Buffer }

export type HostKeyStatus = 'known' | 'unknown' | 'changed' | 'revoked' | 'ca-only'

export interface HostKeyLookup {
  status: HostKeyStatus
  /** The line that decided, where one did. */
  entry?: KnownHostsEntry
}

const defaultPort = 22

function parseHosts(field: string): HostPattern | undefined {
  if (field.startsWith('|')) {
    const [, version, salt = '', hash = ''] = field.split('|')
    if (version !== '1' || salt === '' || hash === '') return undefined
    return { kind: 'hashed', salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') }
  }
  const patterns = field
    .toLowerCase()
    .split(',')
    .map((text) =>
      text.startsWith('!')
        ? { pattern: text.slice(1), negated: true }
        : { pattern: text, negated: false },
    )
    .filter(({ pattern }) => pattern !== '')
  return patterns.length === 0 ? undefined : { kind: 'names', patterns }
}

/** The type that a public key blob states: its first string. */
export function hostKeyType(key: Buffer): string {
  if (key.length < 4) return ''
  const length = key.readUInt32BE(0)
  return length > 64 ? '' : key.subarray(4, 4 + length).toString('latin1')
}

/** As `ssh-keygen -l` shows it. */
export function hostKeyFingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

/** A line that cannot be read is passed over, as ssh does: it makes nothing known. */
export function parseKnownHosts(text: string, file: string): KnownHostsEntry[] {
  const entries: KnownHostsEntry[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const fields = raw.trim().split(/[ \t]+/)
    const [first = ''] = fields
    if (first === '' || first.startsWith('#')) continue
    let marker: KnownHostsEntry['marker']
    if (first.startsWith('@')) {
      if (first !== '@revoked' && first !== '@cert-authority') continue
      marker = first === '@revoked' ? 'revoked' : 'cert-authority'
      fields.shift()
    }
    const [hostField = '', keyType = '', base64 = ''] = fields
    const hosts = parseHosts(hostField)
    const key = Buffer.from(base64, 'base64')
    if (!hosts || keyType === '' || hostKeyType(key) !== keyType) continue
    entries.push({ file, line: index + 1, ...(marker ? { marker } : {}), hosts, keyType, key })
  }
  return entries
}

/** Reads the files that exist, in order. One that may not be read makes nothing known. */
export async function readKnownHosts(files: readonly string[]): Promise<KnownHostsEntry[]> {
  const texts = await Promise.all(
    [...new Set(files)].map(async (file) => {
      try {
        return parseKnownHosts(await readFile(file, 'utf8'), file)
      } catch {
        return []
      }
    }),
  )
  return texts.flat()
}

/** `*` is any run of characters, `?` any one: matched without backtracking over the whole text. */
export function matchesWildcard(pattern: string, text: string): boolean {
  let at = 0
  let inPattern = 0
  let star = -1
  let resumeAt = 0
  while (at < text.length) {
    const wanted = pattern[inPattern]
    if (wanted === '*') {
      star = inPattern++
      resumeAt = at
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[at])) {
      inPattern++
      at++
    } else if (star >= 0) {
      inPattern = star + 1
      at = ++resumeAt
    } else {
      return false
    }
  }
  while (pattern[inPattern] === '*') inPattern++
  return inPattern === pattern.length
}

function matchesHost(hosts: HostPattern, name: string): boolean {
  if (hosts.kind === 'hashed') {
    return createHmac('sha1', hosts.salt).update(name).digest().equals(hosts.hash)
  }
  let matched = false
  for (const { pattern, negated } of hosts.patterns) {
    if (!matchesWildcard(pattern, name)) continue
    if (negated) return false
    matched = true
  }
  return matched
}

/** The name that a host goes by in known_hosts. */
export function knownHostsName(host: string, port: number): string {
  const name = host.toLowerCase()
  return port === defaultPort ? name : `[${name}]:${port}`
}

/** The key types on record for a host, so that the server can be asked for one of those first. */
export function knownKeyTypes(
  entries: readonly KnownHostsEntry[],
  host: string,
  port: number,
): string[] {
  const names = [knownHostsName(host, port), host.toLowerCase()]
  const types = names.flatMap((name) =>
    entries
      .filter(({ marker, hosts }) => marker === undefined && matchesHost(hosts, name))
      .map(({ keyType }) => keyType),
  )
  return [...new Set(types)]
}

/**
 * What is on record about the key that a host shows. Like OpenSSH: one equal line makes it known, in
 * whichever file; a revoked line outweighs all; a line for the same host and key type with another
 * key means it changed; and a host on another port than 22 may also be known by its bare name.
 */
export function lookupHostKey(
  entries: readonly KnownHostsEntry[],
  host: string,
  port: number,
  key: Buffer,
): HostKeyLookup {
  const keyType = hostKeyType(key)
  const name = knownHostsName(host, port)
  const bareName = host.toLowerCase()
  const relevant = entries.filter(
    ({ hosts }) => matchesHost(hosts, name) || (name !== bareName && matchesHost(hosts, bareName)),
  )
  const revoked = relevant.find((entry) => entry.marker === 'revoked' && entry.key.equals(key))
  if (revoked) return { status: 'revoked', entry: revoked }
  const plain = relevant.filter(({ marker }) => marker === undefined)
  const known = plain.find((entry) => entry.key.equals(key))
  if (known) return { status: 'known', entry: known }
  const changed = plain.find((entry) => entry.keyType === keyType && matchesHost(entry.hosts, name))
  if (changed) return { status: 'changed', entry: changed }
  const authority = relevant.find(({ marker }) => marker === 'cert-authority')
  if (authority) return { status: 'ca-only', entry: authority }
  return { status: 'unknown' }
}
