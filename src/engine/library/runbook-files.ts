import { readFile, stat } from 'node:fs/promises'

import { bundleFiles, overlayNameOf } from '../runbook/overlay-bundle.ts'

/** A device or a disk image must not be read whole before it is refused. */
export const maxRunbookBytes = 16_000_000

/** Larger than a runbook may be. */
export class TooLarge extends Error {}

/**
 * A runbook with the overlay that lies beside it, as one file. Throws where either cannot be read;
 * an overlay that is not there is none.
 */
export async function readRunbookFiles(path: string): Promise<Uint8Array> {
  const runbook = await readLimited(path)
  return bundleFiles({ runbook, overlay: await readOverlay(overlayNameOf(path)) })
}

async function readOverlay(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readLimited(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

async function readLimited(path: string): Promise<Uint8Array> {
  if ((await stat(path)).size > maxRunbookBytes) throw new TooLarge(path)
  return readFile(path)
}
