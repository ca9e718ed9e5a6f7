import { describe, expect, it } from 'vitest'

import type { Beat } from '../../shared/model/monitor.ts'
import { beatLooks, beatPaths } from './beats.ts'

const beat = (second: number, verdict: Beat['verdict'], aside?: Beat['aside']): Beat => ({
  at: new Date(second * 1000).toISOString(),
  verdict,
  latencyMs: 1,
  ...(aside && { aside }),
})

describe('beatLooks', () => {
  it('shows what does not count as what it is, not as a failure', () => {
    const beats = [
      beat(0, 'passed'),
      beat(20, 'failed', 'first-look'),
      beat(21, 'failed'),
      beat(40, 'unknown'),
      beat(60, 'failed', 'maintenance'),
    ]
    expect(beatLooks(beats, 20)).toEqual([
      'passed',
      'first-look',
      'failed',
      'unknown',
      'maintenance',
    ])
  })
  it('leaves a gap where nobody looked for long, and none where a look was a little late', () => {
    expect(beatLooks([beat(0, 'passed'), beat(49, 'passed')], 20)).toEqual(['passed', 'passed'])
    expect(beatLooks([beat(0, 'passed'), beat(51, 'passed')], 20)).toEqual([
      'passed',
      'gap',
      'passed',
    ])
  })
  it('does not call a slow look of a fast monitor a gap', () => {
    expect(beatLooks([beat(0, 'passed'), beat(14, 'passed')], 1)).toEqual(['passed', 'passed'])
  })
})

describe('beatPaths', () => {
  it('gives one path a look, however many beats there are', () => {
    const paths = beatPaths(['passed', 'failed', 'passed', 'gap', 'unknown'])
    expect(paths.map(([look]) => look)).toEqual(['passed', 'failed', 'gap', 'unknown'])
    expect(paths[0]?.[1].match(/M/g)).toHaveLength(2)
  })
  it('draws a failure higher than a success, so that it is seen without its colour', () => {
    const heightOf = (look: 'passed' | 'failed') =>
      Number(/v([\d.]+)/.exec(beatPaths([look])[0]?.[1] ?? '')?.[1])
    expect(heightOf('failed')).toBeGreaterThan(heightOf('passed'))
  })
})
