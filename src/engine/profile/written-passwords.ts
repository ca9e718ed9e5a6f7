import type { Profile } from '../../shared/model/profile.ts'

const password = /^[a-z][a-z0-9+.-]*:\/\/[^/@\s]*?:([^/@\s]+)@/i

/**
 * Passwords that stand in a profile's addresses as they are. They work, and are taken out of all
 * evidence; but a run keeps its profile's text, so a run refuses a profile that has one.
 */
export function writtenPasswords(profile: Profile): { path: string; value: string }[] {
  const addresses = [
    ...Object.entries(profile.endpoints).map(([name, url]) => [`endpoints.${name}`, url] as const),
    ...Object.entries(profile.postgres).map(
      ([name, { url }]) => [`postgres.${name}`, url] as const,
    ),
    ...Object.entries(profile.redis).map(([name, { url }]) => [`redis.${name}`, url] as const),
  ]
  return addresses.flatMap(([path, url]) =>
    passwordsIn(url).flatMap((value) => (value.includes('${') ? [] : { path, value })),
  )
}

/** The password of an address, as it is written there and as it is meant. */
export function passwordsIn(address: string): string[] {
  const written = password.exec(address)?.[1]
  return written === undefined ? [] : [...new Set([written, decoded(written)])]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
