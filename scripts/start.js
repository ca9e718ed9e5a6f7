// Plain JavaScript, because it may be started by an older Node: it says so, or finds the Node that
// the sources need (the `node` package of this folder) and starts there.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const exe = process.platform === 'win32' ? 'node.exe' : 'node'
const node = fileURLToPath(new URL(`../node_modules/node/bin/${exe}`, import.meta.url))
const main = fileURLToPath(new URL('start.ts', import.meta.url))

if (!existsSync(new URL('../node_modules/', import.meta.url))) {
  process.stderr.write('Warroom is not installed yet: run "npm ci" in its folder first.\n')
  process.exit(3)
}
if (major > 24 || (major === 24 && minor >= 15)) {
  await import(new URL('start.ts', import.meta.url).href)
} else if (existsSync(node)) {
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    if (signal) process.kill(process.pid, signal)
    else process.exit(code ?? 1)
  })
} else {
  process.stderr.write(
    `Warroom needs Node 24.15 or newer and this is ${process.versions.node}: run "npm ci" in its folder first.\n`,
  )
  process.exit(3)
}
