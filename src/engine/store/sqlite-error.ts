/** Primary result codes, https://sqlite.org/rescode.html. */
const busy = 5
const readOnly = 8
const inputOutput = 10
const corrupt = 11
const full = 13
const cannotOpen = 14
const notADatabase = 26

/** SQLite's primary result code, where SQLite raised the error. */
function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}

export function isBusy(error: unknown): boolean {
  return primaryCode(error) === busy
}

/** The disk, and not the request, is why it was not written: full, failing, or no longer writable. */
export function isDiskRefusal(error: unknown): boolean {
  const code = primaryCode(error)
  return code === full || code === inputOutput || code === readOnly || code === cannotOpen
}

export function isDamaged(error: unknown): boolean {
  const code = primaryCode(error)
  return code === corrupt || code === notADatabase
}

/** The words of whoever raised it. */
export function causeOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
