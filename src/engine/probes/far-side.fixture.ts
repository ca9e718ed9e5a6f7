import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { SshHostSettings } from '../shell/ssh-config.ts'
import type { FarSide } from './far-side.process.ts'

/** A name that only the far side knows. */
export const farName = 'db.far-side.internal'

/** Whether this machine lets us make a network of our own: root on Linux. */
export const canHaveFarSide = process.platform === 'linux' && process.getuid?.() === 0

/**
 * Real servers in a network of their own: nothing of them can be reached from here but sshd, through
 * a link that can be cut. Whatever is measured there has gone through it.
 */
export async function openFarSide() {
  await using opened = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'warroom-far-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const hosts = join(folder, 'hosts')
  await writeFile(hosts, `127.0.0.1 localhost ${farName}\n`)
  const script = `ip link set lo up && mount --bind "$1" /etc/hosts && exec "$2" "$3" "$4"`
  const program = join(import.meta.dirname, 'far-side.process.ts')
  const door = join(folder, 'door')
  const argv = ['-nm', 'sh', '-c', script, 'sh', hosts, process.execPath, program, door]
  const child = spawn('unshare', argv, { stdio: ['pipe', 'pipe', 'inherit'] })
  opened.defer(async () => {
    const gone = once(child, 'close')
    child.stdin.end()
    await gone
  })
  let said = ''
  for await (const chunk of child.stdout) {
    said += String(chunk)
    if (said.includes('\n')) break
  }
  const far = JSON.parse(said) as FarSide

  const sockets = new Set<Socket>()
  const links: (() => void)[] = []
  let accepted = 0
  const link = createServer((near) => {
    accepted++
    const onward = connect(door)
    for (const socket of [near, onward]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    near.pipe(onward).pipe(near)
    const cut = () => {
      near.destroy()
      onward.destroy()
    }
    links.push(cut)
  })
  link.listen(0, '127.0.0.1')
  await once(link, 'listening')
  const cut = () => {
    for (const each of links.splice(0)) each()
  }
  opened.defer(() => {
    cut()
    link.close()
  })
  const { port } = link.address() as AddressInfo
  const knownHostsFile = join(folder, 'known_hosts')
  await writeFile(knownHostsFile, `127.0.0.1 ${far.hostPublicKey}\n`)
  const ssh: SshHostSettings = {
    host: '127.0.0.1',
    port,
    user: far.user,
    identityFile: far.identityFile,
    knownHostsFile,
  }
  const owned = opened.move()
  return {
    ...far,
    ssh,
    /** Connections to sshd so far. */
    connections: () => accepted,
    cut,
    /** Open, and nothing comes through any more. */
    freeze() {
      for (const socket of sockets) {
        socket.unpipe()
        socket.pause()
      }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
