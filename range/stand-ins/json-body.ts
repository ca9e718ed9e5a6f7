/** What a body holds; nothing where it is not JSON. */
export function jsonBody(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
