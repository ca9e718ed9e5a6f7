import type { LogLevel } from '../../shared/model/tail.ts'
import type { Tone } from '../logic/tone.ts'

export const toneOfLevel: Record<LogLevel, Tone> = {
  trace: 'idle',
  debug: 'idle',
  info: 'idle',
  warn: 'pending',
  error: 'nogo',
  fatal: 'nogo',
}

export const isTrouble = (level: LogLevel | undefined): boolean =>
  level === 'error' || level === 'fatal'
