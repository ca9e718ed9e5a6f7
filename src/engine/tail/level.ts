import { logLevels, type LogLevel } from '../../shared/model/tail.ts'

const names: Readonly<Record<string, LogLevel>> = {
  trace: 'trace',
  verbose: 'trace',
  silly: 'trace',
  debug: 'debug',
  debug1: 'debug',
  info: 'info',
  information: 'info',
  informational: 'info',
  log: 'info',
  notice: 'info',
  http: 'info',
  statement: 'info',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  severe: 'error',
  fatal: 'fatal',
  critical: 'fatal',
  crit: 'fatal',
  alert: 'fatal',
  emerg: 'fatal',
  emergency: 'fatal',
  panic: 'fatal',
}

/** By any of its usual names, in any case. */
export function levelOf(name: string): LogLevel | undefined {
  const key = name.toLowerCase()
  return Object.hasOwn(names, key) ? names[key] : undefined
}

/** As pino and bunyan count: 10 is trace, 60 is fatal. */
export function levelOfNumber(value: number): LogLevel | undefined {
  return value >= 10 ? logLevels[Math.min(5, Math.floor(value / 10) - 1)] : undefined
}

export const levelRank = (level: LogLevel | undefined): number =>
  level === undefined ? -1 : logLevels.indexOf(level)
