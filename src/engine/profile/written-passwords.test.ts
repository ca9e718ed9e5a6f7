import { expect, test } from 'vitest'

import { profileSchema } from '../../shared/model/profile.ts'
import { writtenPasswords } from './written-passwords.ts'

const at = (url: string) =>
  writtenPasswords(
    profileSchema.parse({ name: 'p', environment: 'staging', postgres: { main: { url } } }),
  )

test.each([
  ['postgres://app:hunter2@db/app', ['hunter2']],
  ['redis://:hunter2@cache:6379', ['hunter2']],
  ['postgres://app:p%40ss@db/app', ['p%40ss', 'p@ss']],
  ['postgres://app:100%@db/app', ['100%']],
])('%s holds a password', (url, values) => {
  expect(at(url)).toEqual(values.map((value) => ({ path: 'postgres.main', value })))
})

test.each([
  'postgres://app:${secrets.db}@db/app',
  'postgres://app@db/app',
  'https://db:8443/a:b@c',
])('%s holds none', (url) => {
  expect(at(url)).toEqual([])
})
