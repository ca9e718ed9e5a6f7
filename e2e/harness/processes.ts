import { execFileSync } from 'node:child_process'

interface Row {
  pid: number
  parent: number
  state: string
  args: string
}

function rows(): Row[] {
  const listed = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,stat=,args='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return listed.split('\n').flatMap((line) => {
    const [, pid, parent, state = '', args = ''] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), state, args }]
  })
}

/** A process and all that it started, and they in turn. */
export function familyOf(pid: number): Row[] {
  const all = rows()
  const under = (parent: number): Row[] =>
    all.flatMap((row) => (row.parent === parent ? [row, ...under(row.pid)] : []))
  return [...all.filter((row) => row.pid === pid), ...under(pid)]
}

/** Those of them that are still there, as `ps` names them; one that only waits to be forgotten is not. */
export function alive(pids: readonly number[]): string[] {
  return rows()
    .filter(({ pid, state }) => pids.includes(pid) && !state.startsWith('Z'))
    .map(({ pid, args }) => `${pid} ${args}`)
}
