import { message } from '../../shared/messages/message.ts'
import type { PreparedCheck } from '../run/prepared-check.ts'

/** A check whose run's profile is not there: it says so, and touches nothing. */
export function withoutProfile(profileName: string, expect: string): PreparedCheck {
  const problem = message('run.unknown-profile', { name: profileName })
  return {
    target: profileName,
    command: '',
    danger: 'read',
    expect,
    problem: { cause: 'bad-config', message: problem },
    // Never called: a check with a problem is recorded and touches nothing.
    measure: () => Promise.reject(new Error('there is no profile to measure against')),
    judge: () => ({ verdict: 'unknown', expect, reason: problem, read: {} }),
  }
}
