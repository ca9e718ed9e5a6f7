import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What still exists of a part, by the path of its folder: processes by command line, and the folder. */
export async function leftoversOf(folders: readonly string[]): Promise<string[]> {
  const { stdout } = await run('ps', ['-A', '-ww', '-o', 'pid=,args='])
  const processes = stdout.split('\n').filter((line) => folders.some((path) => line.includes(path)))
  const present = await readdir(tmpdir())
  return [
    ...processes,
    ...present.filter((name) => folders.some((path) => path.endsWith(`/${name}`))),
  ]
}

/** Waits until a condition holds; tells what it last was when it never does. */
export async function eventually<T>(
  look: () => Promise<T>,
  holds: (seen: T) => boolean,
  withinMs = 15_000,
): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const seen = await look()
    if (holds(seen) || performance.now() > deadline) return seen
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
