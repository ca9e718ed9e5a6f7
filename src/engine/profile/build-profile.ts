import { stringify } from 'yaml'

import type { Profile } from '../../shared/model/profile.ts'

/** A profile as the readable file that a person would write: what is empty is left out. */
export function buildProfile(profile: Profile): string {
  const filled = Object.entries(profile).filter(([, value]) => !isEmpty(value))
  return stringify(Object.fromEntries(filled), { lineWidth: 0, singleQuote: true })
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
