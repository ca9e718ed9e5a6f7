const longestUrl = 2_048

/**
 * The address as it may be handed to the system, or undefined. Only https, because the system
 * starts a program for every other scheme; no user name, because it makes one host look like
 * another; no white space or control character, because the system's shell reads it again.
 */
export function vetExternalUrl(text: string): string | undefined {
  if (text.length > longestUrl || /[\p{White_Space}\p{Cc}\p{Cf}\\"'<>`^|]/u.test(text))
    return undefined
  if (!/^https:\/\/[^/]/i.test(text)) return undefined
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return undefined
  }
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined
  return url.href
}
