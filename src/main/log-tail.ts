const mostCharacters = 32_000

/** The last of what the engine wrote, for the window that must say why it died. */
export interface LogTail {
  push(chunk: string): void
  /** Whole lines, the newest last. */
  text(): string
}

export function createLogTail(): LogTail {
  let kept = ''
  let cut = false
  return {
    push(chunk) {
      kept += chunk
      if (kept.length <= mostCharacters) return
      kept = kept.slice(-mostCharacters)
      cut = true
    },
    // What was cut may have been cut in the middle of a line.
    text: () => (cut ? kept.slice(kept.indexOf('\n') + 1) : kept),
  }
}
