/**
 * A runbook's file and the overlay beside it, as the one file that a run pins, keeps and carries:
 * its hash covers both, so neither changes under a run's feet.
 */
export interface RunbookFiles {
  runbook: Uint8Array
  overlay?: Uint8Array
}

/** A text begins with no NUL: no runbook is taken for a bundle. */
const header = /^\0warroom-overlay 1 (\d{1,10})\n/
const longestHeader = 40

/** Without an overlay, the runbook's own bytes. */
export function bundleFiles({ runbook, overlay }: RunbookFiles): Uint8Array {
  if (overlay === undefined) return runbook
  return Buffer.concat([
    Buffer.from(`\0warroom-overlay 1 ${runbook.byteLength}\n`),
    runbook,
    overlay,
  ])
}

/** What is no bundle, or a cut one, is a runbook by itself. */
export function unbundleFiles(bytes: Uint8Array): RunbookFiles {
  const match = header.exec(Buffer.from(bytes.subarray(0, longestHeader)).toString('latin1'))
  if (!match) return { runbook: bytes }
  const from = match[0].length
  const to = from + Number(match[1])
  if (to > bytes.byteLength) return { runbook: bytes }
  return { runbook: bytes.subarray(from, to), overlay: bytes.subarray(to) }
}

/** `medquiz.overlay.yaml` for `medquiz.md`, by name or by path. */
export function overlayNameOf(runbookName: string): string {
  return `${runbookName.replace(/\.[^./\\]+$/, '')}.overlay.yaml`
}
