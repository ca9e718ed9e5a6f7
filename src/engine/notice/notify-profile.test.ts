import { expect, it } from 'vitest'

import { parseProfile } from '../profile/parse-profile.ts'

const parse = (notify: string) => parseProfile(`name: p\nenvironment: staging\nnotify: ${notify}\n`)

it('a profile names its webhook by a secret, for all levels unless it says which', () => {
  expect(parse('{ webhook: "${secrets.slack}" }')).toMatchObject({
    ok: true,
    value: { notify: { webhook: '${secrets.slack}', levels: ['urgent', 'info'] } },
  })
  expect(parse('{ webhook: "${ secrets.slack }", levels: [urgent] }')).toMatchObject({
    ok: true,
    value: { notify: { levels: ['urgent'] } },
  })
})

it('an address written out is refused at its place: the profile is kept with every run', () => {
  for (const written of ['https://hooks.example/T0/B0/x', 'https://h.example/${secrets.slack}'])
    expect(parse(JSON.stringify({ webhook: written }))).toMatchObject({
      ok: false,
      failure: [{ path: 'notify.webhook', line: 3 }],
    })
  expect(parse('{ webhook: "${slack}" }').ok).toBe(false)
  expect(parse('{ webhook: "${secrets.slack}", levels: [] }').ok).toBe(false)
})
