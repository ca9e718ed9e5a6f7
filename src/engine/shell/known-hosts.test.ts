import { createHmac, randomBytes } from 'node:crypto'

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  hostKeyFingerprint,
  knownKeyTypes,
  lookupHostKey,
  matchesWildcard,
  parseKnownHosts,
} from './known-hosts.ts'

function keyOf(type: string, filler: number): Buffer {
  const name = Buffer.from(type)
  const body = Buffer.alloc(32, filler)
  const size = (bytes: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  return Buffer.concat([size(name), size(body)])
}
const key = keyOf('ssh-ed25519', 1)
const otherKey = keyOf('ssh-ed25519', 2)
const rsaKey = keyOf('ssh-rsa', 3)
const text = (type: string, bytes: Buffer) => `${type} ${bytes.toString('base64')}`
const k = text('ssh-ed25519', key)
const other = text('ssh-ed25519', otherKey)
const rsa = text('ssh-rsa', rsaKey)

function hashed(name: string): string {
  const salt = randomBytes(20)
  const hash = createHmac('sha1', salt).update(name).digest('base64')
  return `|1|${salt.toString('base64')}|${hash}`
}

const look = (lines: string, host = 'db.example.org', port = 22, shown = key) =>
  lookupHostKey(parseKnownHosts(lines, 'known_hosts'), host, port, shown).status

describe('bar 7: what known_hosts says of a key', () => {
  it.each([
    ['plain', `db.example.org ${k}`, 'known'],
    ['another host', `web.example.org ${k}`, 'unknown'],
    ['nothing', '', 'unknown'],
    ['another key', `db.example.org ${other}`, 'changed'],
    ['another key, then the key', `db.example.org ${other}\ndb.example.org ${k}`, 'known'],
    ['only a key of another type', `db.example.org ${rsa}`, 'unknown'],
    ['several types', `db.example.org ${rsa}\ndb.example.org ${k}`, 'known'],
    [
      'several types, this one changed',
      `db.example.org ${rsa}\ndb.example.org ${other}`,
      'changed',
    ],
    ['a list', `a,db.example.org,10.0.0.1 ${k}`, 'known'],
    ['upper case', `DB.Example.ORG ${k}`, 'known'],
    ['a wildcard', `*.example.org ${k}`, 'known'],
    ['a question mark', `d?.example.org ${k}`, 'known'],
    ['a question mark stands for one', `d?b.example.org ${k}`, 'unknown'],
    ['a wildcard, negated', `*.example.org,!db.example.org ${k}`, 'unknown'],
    ['a negation alone knows nobody', `!web.example.org ${k}`, 'unknown'],
    ['a negated changed line', `*,!db.* ${other}`, 'unknown'],
    ['hashed', `${hashed('db.example.org')} ${k}`, 'known'],
    ['hashed, changed', `${hashed('db.example.org')} ${other}`, 'changed'],
    ['hashed, another host', `${hashed('web.example.org')} ${k}`, 'unknown'],
    [
      'hashed, unknown version',
      `${hashed('db.example.org').replace('|1|', '|2|')} ${k}`,
      'unknown',
    ],
    ['revoked', `@revoked db.example.org ${k}`, 'revoked'],
    ['revoked outweighs known', `db.example.org ${k}\n@revoked * ${k}`, 'revoked'],
    ['another key revoked', `db.example.org ${k}\n@revoked * ${other}`, 'known'],
    ['a revoked key elsewhere', `@revoked web.example.org ${k}`, 'unknown'],
    ['an authority', `@cert-authority *.example.org ${other}`, 'ca-only'],
    ['an authority whose own key is shown', `@cert-authority *.example.org ${k}`, 'ca-only'],
    ['an authority and the key', `@cert-authority * ${other}\ndb.example.org ${k}`, 'known'],
    ['an unknown marker', `@trusted db.example.org ${k}`, 'unknown'],
    ['a comment', `# db.example.org ${k}`, 'unknown'],
    ['a comment after the key, tabs, CRLF', `\tdb.example.org\t${k} root@db\r\n`, 'known'],
    ['a type that the key denies', `db.example.org ssh-rsa ${key.toString('base64')}`, 'unknown'],
    ['a cut line', 'db.example.org ssh-ed25519', 'unknown'],
    ['another port’s name', `[db.example.org]:2222 ${k}`, 'unknown'],
  ])('%s', (_name, lines, status) => {
    expect(look(lines)).toBe(status)
  })

  it.each([
    ['[host]:port', `[db.example.org]:2222 ${k}`, 'known'],
    ['[host]:port, changed', `[db.example.org]:2222 ${other}`, 'changed'],
    ['[host]:port, hashed', `${hashed('[db.example.org]:2222')} ${k}`, 'known'],
    ['another port', `[db.example.org]:2223 ${k}`, 'unknown'],
    ['the bare name, as ssh has it', `db.example.org ${k}`, 'known'],
    ['the bare name with another key is another server', `db.example.org ${other}`, 'unknown'],
    [
      'revoked by its bare name',
      `@revoked db.example.org ${k}\n[db.example.org]:2222 ${k}`,
      'revoked',
    ],
    ['a wildcard port', `[db.example.org]:* ${k}`, 'known'],
  ])('on port 2222: %s', (_name, lines, status) => {
    expect(look(lines, 'db.example.org', 2222)).toBe(status)
  })

  it('names the line that decided', () => {
    const entries = parseKnownHosts(`# one\n\ndb ${other}\n`, '/home/me/.ssh/known_hosts')
    const found = lookupHostKey(entries, 'db', 22, key)
    expect(found.entry).toMatchObject({ file: '/home/me/.ssh/known_hosts', line: 3 })
  })

  it('never finds a random key known, whatever the file holds', () => {
    const part = fc.constantFrom(
      'db',
      '*',
      '!db',
      '@revoked',
      '@cert-authority',
      '|1|a|b',
      ',',
      ' ',
      '\n',
      '\t',
      '#',
      '[db]:22',
      k,
      other,
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 30 }), (parts) => {
        expect(look(parts.join(''), 'db', 22, keyOf('ssh-ed25519', 9))).not.toBe('known')
      }),
    )
  })

  it('orders key types by what is on record', () => {
    const entries = parseKnownHosts(`[db]:2222 ${rsa}\ndb ${k}\n@revoked db ${other}`, 'f')
    expect(knownKeyTypes(entries, 'db', 2222)).toEqual(['ssh-rsa', 'ssh-ed25519'])
    expect(knownKeyTypes(entries, 'db', 22)).toEqual(['ssh-ed25519'])
  })
})

describe('wildcards', () => {
  it('match as a regular expression of the same meaning does', () => {
    const unit = fc.constantFrom('a', 'b', '.', '*', '?')
    fc.assert(
      fc.property(
        fc.string({ unit, maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 }),
        (pattern, name) => {
          const source = pattern
            .replaceAll('.', String.raw`\.`)
            .replaceAll('*', '.*')
            .replaceAll('?', '.')
          expect(matchesWildcard(pattern, name)).toBe(new RegExp(`^${source}$`).test(name))
        },
      ),
    )
  })
})

it('shows a fingerprint as ssh-keygen does', () => {
  expect(hostKeyFingerprint(key)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
})
