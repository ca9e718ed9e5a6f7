import { wallScreen } from '../../shared/rpc/desktop.ts'

/** What the page's address asks the wall to show; undefined where it is no wall. */
export function wallOf({ search }: Pick<Location, 'search'>): { runId?: string } | undefined {
  const query = new URLSearchParams(search)
  if (query.get('screen') !== wallScreen) return undefined
  return { runId: query.get('run') ?? undefined }
}
