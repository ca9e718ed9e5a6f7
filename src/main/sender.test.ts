import { describe, expect, it } from 'vitest'

import { isRealKeyring } from './real-keyring.ts'
import { fileOf } from './renderer-file.ts'
import { isOurSender } from './sender.ts'

const event = (
  url: string,
  facts: { child?: boolean; gone?: boolean; destroyed?: boolean } = {},
) => {
  const mainFrame = { url }
  return {
    senderFrame: facts.gone ? null : facts.child ? { url } : mainFrame,
    sender: { mainFrame, isDestroyed: () => facts.destroyed ?? false },
  }
}

describe('bar 2: who may ask main', () => {
  it('is the top frame of our page', () => {
    expect(isOurSender(event('app://warroom/index.html#/runs'))).toBe(true)
    expect(isOurSender(event('app://warroom/'))).toBe(true)
  })

  it.each([
    ['a null frame', event('app://warroom/', { gone: true })],
    ['a child frame, even of our own page', event('app://warroom/', { child: true })],
    ['a destroyed window', event('app://warroom/', { destroyed: true })],
    ['another host of our scheme', event('app://other/')],
    ['a host that begins like ours', event('app://warroom.evil/')],
    ['a user name that reads like ours', event('app://warroom@evil/')],
    ['a web page', event('https://warroom/')],
    ['a file', event('file:///app://warroom/')],
    ['a blank page', event('about:blank')],
    ['no page', event('')],
  ])('is not %s', (_, wrong) => expect(isOurSender(wrong)).toBe(false))
})

describe('the app protocol', () => {
  it.each([
    ['app://warroom/', '/app/index.html'],
    ['app://warroom/assets/a.js?v=1#x', '/app/assets/a.js'],
  ])('serves %s', (address, file) => expect(fileOf('/app', address)).toBe(file))

  it.each([
    'app://other/index.html',
    'app://warroom/..%2f..%2fetc/passwd',
    'app://warroom/%2e%2e/%2e%2e%2fetc/passwd',
    'app://warroom/..%2fapp-secret/x',
    'app://warroom/%',
    'app://warroom/%00',
  ])('never leaves its folder for %s', (address) => {
    expect(fileOf('/app', address) ?? '/app/').toMatch(/^\/app\//)
  })
})

describe('bar 6: what counts as a keyring', () => {
  const facts = (backend?: string, available = true) => ({
    isEncryptionAvailable: () => available,
    ...(backend === undefined ? {} : { getSelectedStorageBackend: () => backend }),
  })
  it.each([
    [facts('gnome_libsecret'), 'linux', true],
    [facts('kwallet6'), 'linux', true],
    [facts('basic_text'), 'linux', false],
    [facts('unknown'), 'linux', false],
    [facts(), 'linux', false],
    [facts('gnome_libsecret', false), 'linux', false],
    [facts(), 'darwin', true],
    [facts(), 'win32', true],
    [facts(undefined, false), 'win32', false],
  ])('%#', (given, platform, real) => expect(isRealKeyring(given, platform)).toBe(real))
})
