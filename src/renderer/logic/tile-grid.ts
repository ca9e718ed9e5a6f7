import type { KeyPress } from './keys.ts'
import type { MonitorGroup } from './monitors.ts'

/** One line of the grid: a phase's heading, or as many tiles as fit side by side. */
export type GridRow =
  | { kind: 'phase'; phaseId: string; count: number }
  | { kind: 'tiles'; checkIds: readonly string[] }

export function gridRows(groups: readonly MonitorGroup[], columns: number): GridRow[] {
  const rows: GridRow[] = []
  for (const { phaseId, checkIds } of groups) {
    if (phaseId !== undefined) rows.push({ kind: 'phase', phaseId, count: checkIds.length })
    for (let start = 0; start < checkIds.length; start += columns) {
      rows.push({ kind: 'tiles', checkIds: checkIds.slice(start, start + columns) })
    }
  }
  return rows
}

/** What a key asks for on the tiles. */
export type TileCommand =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'first'
  | 'last'
  | 'open'
  | 'back'
  | 'pause'
  | 'maintenance'
  | 'search'
  | 'keys'

const plain: Record<string, TileCommand> = {
  arrowleft: 'left',
  arrowright: 'right',
  arrowup: 'up',
  arrowdown: 'down',
  home: 'first',
  end: 'last',
  enter: 'open',
  escape: 'back',
  p: 'pause',
  m: 'maintenance',
  '/': 'search',
  '?': 'keys',
}

/** The command of a key press; `?` and `/` are typed with Shift on some keyboards. */
export function tileCommand(press: KeyPress): TileCommand | undefined {
  const key = press.key.toLowerCase()
  if (press.altKey || press.ctrlKey || press.metaKey) return undefined
  if (press.shiftKey && /^[a-z]$/.test(key)) return undefined
  return plain[key]
}

const tileMoves = ['left', 'right', 'up', 'down', 'first', 'last'] as const
export type TileMove = (typeof tileMoves)[number]

/** Whether it only goes from tile to tile, as a held key may. */
export const isTileMove = (command: TileCommand): command is TileMove =>
  tileMoves.some((move) => move === command)

/** The tile that a move from `current` comes to; the first one where none is current. */
export function moveTile(
  rows: readonly GridRow[],
  current: string | undefined,
  move: TileMove,
): string | undefined {
  const lines = rows.flatMap((row) => (row.kind === 'tiles' ? [row.checkIds] : []))
  const tiles = lines.flat()
  const index = current === undefined ? -1 : tiles.indexOf(current)
  if (index < 0 || move === 'first') return tiles[0]
  if (move === 'last') return tiles.at(-1)
  if (move === 'left') return tiles[Math.max(0, index - 1)]
  if (move === 'right') return tiles[Math.min(tiles.length - 1, index + 1)]
  const line = lines.findIndex((ids) => ids.includes(current ?? ''))
  const column = lines[line]?.indexOf(current ?? '') ?? 0
  const target = lines[line + (move === 'up' ? -1 : 1)]
  return target === undefined ? current : target[Math.min(column, target.length - 1)]
}
