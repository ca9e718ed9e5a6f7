import { describe, expect, it } from 'vitest'

import { entriesOf, readProfile, removeField, renameField, setField } from './profile-document.ts'

const text = `# Production, ask Paul first
name: prod
environment: production
hosts:
  # the only one
  web:
    ssh:
      host: web.example.com
      port: 22 # default
secrets: {}
people:
  - name: Ana
    role: Ops
`

describe('setField', () => {
  it('changes one field and nothing else', () => {
    expect(setField(text, ['hosts', 'web', 'ssh', 'port'], 2222)).toBe(
      text.replace('port: 22 #', 'port: 2222 #'),
    )
  })
  it('keeps the comments of a part given whole, and takes out what is no longer in it', () => {
    const host = { ssh: { host: 'other.example.com', port: 22 } }
    expect(setField(text, ['hosts', 'web'], host)).toBe(
      text.replace('host: web.example.com', 'host: other.example.com'),
    )
    expect(setField(text, ['hosts', 'web'], { local: true })).toBe(
      text.replace(/ {4}ssh:\n.*\n.*\n/, '    local: true\n'),
    )
  })
  it('takes out a field that is set to nothing', () => {
    expect(setField(text, ['hosts', 'web', 'ssh', 'port'], undefined)).not.toContain('port')
  })
  it('opens an empty section as a block', () => {
    expect(setField(text, ['secrets', 'pg'], { vault: true })).toContain(
      'secrets:\n  pg:\n    vault: true\n',
    )
  })
  it('makes a section that is not there, in an empty text too', () => {
    expect(setField('', ['endpoints', 'api'], 'https://x')).toBe('endpoints:\n  api: https://x\n')
    expect(setField('endpoints:\n', ['endpoints', 'api'], 'y')).toBe('endpoints:\n  api: y\n')
  })
  it('adds to a list', () => {
    expect(readProfile(setField(text, ['people', 1], { name: 'Paul' }), 'en').draft.people).toEqual(
      [{ name: 'Ana', role: 'Ops' }, { name: 'Paul' }],
    )
  })
})

describe('renameField', () => {
  it('keeps the place, the value and the comments', () => {
    expect(renameField(text, 'hosts', 'web', 'prod-1')).toBe(text.replace('  web:', '  prod-1:'))
  })
  it('does not write over another entry', () => {
    const two = 'variables:\n  a: 1\n  b: 2\n'
    expect(renameField(two, 'variables', 'a', 'b')).toBe(two)
  })
})

describe('removeField', () => {
  it('takes out one entry', () => {
    expect(removeField('variables:\n  a: x\n  b: y\n', ['variables', 'a'])).toBe(
      'variables:\n  b: y\n',
    )
  })
})

describe('readProfile', () => {
  it('finds nothing wrong in a valid text', () => {
    const { problems, draft } = readProfile(text, 'en')
    expect(problems).toEqual([])
    expect(entriesOf(draft, 'hosts').map(([name]) => name)).toEqual(['web'])
  })
  it('names the line and the field of a mistake, in both languages', () => {
    const wrong = text.replace('environment: production', 'environment: prodution')
    const [en] = readProfile(wrong, 'en').problems
    const [fr] = readProfile(wrong, 'fr').problems
    expect(en).toMatchObject({ path: 'environment', line: 3 })
    expect(fr).toMatchObject({ path: 'environment', line: 3 })
    expect(fr?.text).not.toBe(en?.text)
  })
  it('points at the nearest line there is for a field that is missing', () => {
    const missing = 'name: x\nenvironment: staging\nredis:\n  main:\n    port: 1\n'
    expect(readProfile(missing, 'en').problems).toContainEqual(
      expect.objectContaining({ path: 'redis.main.url', line: expect.any(Number) }),
    )
  })
  it('says where a text stops being YAML', () => {
    const { readable, problems } = readProfile('name: x\nhosts: [\n', 'en')
    expect(readable).toBe(false)
    expect(problems[0]?.line).toBeGreaterThan(1)
  })
  it('shows what it can of a text that is not valid', () => {
    expect(readProfile('- a\n- b\n', 'en').draft).toEqual({})
    expect(readProfile('', 'en').problems.map((problem) => problem.path)).toContain('name')
  })
})
