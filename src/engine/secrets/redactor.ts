/** Takes known secrets out of text before it is shown, stored or logged. */
export interface Redactor {
  /** Registers a value. Values under 4 characters are refused: they would blank out everything. */
  add(name: string, value: string): void
  /** Replaces every form of every known value with `«name»`-like marks. */
  redact(text: string): string
  /** For chunks: holds back just enough that a value split over two chunks is still found. */
  stream(): { push(chunk: string): string; end(): string }
}
