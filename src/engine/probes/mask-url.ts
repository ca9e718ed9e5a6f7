/**
 * A URL for people: no password in it, whether or not anyone declared it a secret. What does not
 * parse (a variable may stand for its host) is masked by pattern.
 */
export function maskUrl(url: string): string {
  return url.replace(
    /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)@/i,
    (_, scheme: string, userInfo: string) => {
      const user = userInfo.split(':')[0] ?? ''
      return `${scheme}${userInfo.includes(':') ? `${user}:***` : user}@`
    },
  )
}
