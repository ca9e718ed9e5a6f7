import { describe, expect, it } from 'vitest'

import { parseLaunchOptions } from './launch-options.ts'
import { createLogTail } from './log-tail.ts'
import { createRestartPolicy } from './restart-policy.ts'

describe('the restart policy', () => {
  it('stops at the third death within a minute', () => {
    const policy = createRestartPolicy()
    expect([0, 30_000, 59_999].map((at) => policy.onDeath(at))).toEqual([
      'restart',
      'restart',
      'stop',
    ])
  })

  it('forgets deaths that are a minute old', () => {
    const policy = createRestartPolicy()
    const deaths = [0, 30_000, 60_000, 89_999, 89_999]
    expect(deaths.map((at) => policy.onDeath(at))).toEqual([
      'restart',
      'restart',
      'restart',
      'stop',
      'stop',
    ])
  })

  it('starts counting anew when the user asks for another try', () => {
    const policy = createRestartPolicy()
    for (const at of [1, 2, 3]) policy.onDeath(at)
    policy.forgive()
    expect(policy.onDeath(4)).toBe('restart')
  })
})

describe('the log tail', () => {
  it('keeps what was written', () => {
    const tail = createLogTail()
    tail.push('one\ntw')
    tail.push('o\n')
    expect(tail.text()).toBe('one\ntwo\n')
  })

  it('of a long log keeps the last whole lines', () => {
    const tail = createLogTail()
    for (let n = 0; n < 10_000; n++) tail.push(`line ${n}\n`)
    expect(tail.text().length).toBeLessThanOrEqual(32_000)
    expect(tail.text()).toMatch(/^line \d+\n/)
    expect(tail.text().endsWith('line 9999\n')).toBe(true)
  })
})

describe('launch options', () => {
  it.each([
    [['--data', 'x'], { dataDir: '/here/x', beside: false }],
    [['--no-sandbox', '--data=/abs', '--beside'], { dataDir: '/abs', beside: true }],
    [['app', '--data'], { beside: false }],
    [[], { beside: false }],
  ])('of %j', (argv, options) => {
    expect(parseLaunchOptions(argv, '/here')).toEqual(options)
  })
})
