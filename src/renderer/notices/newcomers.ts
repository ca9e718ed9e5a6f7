import { isQuiet, type Notice, type QuietHours } from '../../shared/model/notice.ts'

/**
 * Tells which notices are new since they were last looked through. What is there when a window
 * opens was told before, or is on the bell: a reload repeats nothing.
 */
export function createNewcomers(): (notices: Iterable<Notice>) => Notice[] {
  let known: Set<string> | undefined
  return (notices) => {
    const all = [...notices]
    const fresh = known ? all.filter(({ id }) => !known?.has(id)) : []
    known = new Set([...(known ?? []), ...all.map(({ id }) => id)])
    return fresh
  }
}

/** Those that may make themselves heard now. */
export function audible(
  notices: readonly Notice[],
  quietHours: QuietHours | null,
  nowMs: number,
): Notice[] {
  return notices.filter(
    ({ level, resolvedAt, acknowledged }) =>
      resolvedAt === undefined && !acknowledged && !isQuiet(quietHours, level, nowMs),
  )
}
