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
  return addresses.flatMap(([path, url]) => {
    const written = password.exec(url)?.[1]
    if (written === undefined || written.includes('${')) return []
    return [...new Set([written, decoded(written)])].map((value) => ({ path, value }))
  })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
