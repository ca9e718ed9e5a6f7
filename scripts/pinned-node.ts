import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'

const exe = process.platform === 'win32' ? 'node.exe' : 'node'

/** The Node that `npm ci` brings: the major that our Electron embeds. */
export const pinnedNode = join(
  dirname(createRequire(import.meta.url).resolve('node/package.json')),
  'bin',
  exe,
)

/** An environment in which `node` is that one, for programs that look for a Node themselves. */
export function withPinnedNode(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const path = [dirname(pinnedNode), env.PATH ?? ''].join(delimiter)
  const set = Object.entries({ ...env, PATH: path }).filter((pair) => pair[1] !== undefined)
  return Object.fromEntries(set)
}
