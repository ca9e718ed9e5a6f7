/** Longer lines are cut here: nobody reads them, and no line may hold up the stream. */
export const mostLineCharacters = 64 * 1024

export interface LineSplitter {
  push(text: string): void
  /** What has no newline yet is a line all the same. */
  end(): void
}

/** Cuts a stream into lines, at `\n` or `\r\n`. */
export function createLineSplitter(
  onLine: (line: string) => void,
  mostCharacters = mostLineCharacters,
): LineSplitter {
  let pieces: string[] = []
  let length = 0

  const take = (piece: string) => {
    if (length < mostCharacters) pieces.push(piece.slice(0, mostCharacters - length))
    length += piece.length
  }
  const finish = () => {
    const line = pieces.join('')
    pieces = []
    length = 0
    onLine(line.endsWith('\r') ? line.slice(0, -1) : line)
  }

  return {
    push(text) {
      let from = 0
      for (;;) {
        const end = text.indexOf('\n', from)
        if (end < 0) break
        take(text.slice(from, end))
        finish()
        from = end + 1
      }
      if (from < text.length) take(text.slice(from))
    },
    end() {
      if (length > 0) finish()
    },
  }
}
