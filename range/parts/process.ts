import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Writable } from 'node:stream'

/** The user a server runs as; ours when absent. */
export interface Account {
  uid: number
  gid: number
}

/**
 * Runs the command in `$@` for as long as our end of its stdin is open: the kernel closes that pipe
 * however we die, `kill -9` included. Descendants are listed before the stop, because some (an
 * sshd's sessions) lead process groups of their own and would outlive their parent. Descriptor 3
 * holds the guard of the server's folder back until the keeper ends.
 */
const keeperScript = `
stop_signal=$1 grace_tenths=$2
shift 2
descendants() {
  for one in $(cat "/proc/$1/task/$1/children" || pgrep -P "$1"); do
    echo "$one"
    descendants "$one"
  done
}
exec 4<&0
"$@" </dev/null 3>&- 4<&- &
child=$!
trap 'kill -s STOP "$child"' USR1
trap 'kill -s CONT "$child"' USR2
(
  exec >/dev/null 2>&1
  read -r never <&4
  trap '' TERM
  # One that is paused would hear the stop only when it goes on.
  kill -s CONT "$child"
  family=$(descendants "$child")
  kill -s "$stop_signal" "$child"
  while [ "$grace_tenths" -gt 0 ] && kill -0 "$child"; do
    sleep 0.1
    grace_tenths=$((grace_tenths - 1))
  done
  kill -s KILL "$child" $family
) &
watcher=$!
exec 4<&-
# A pause interrupts the wait, and says nothing of the child.
while wait "$child"; status=$?; [ "$status" -gt 128 ] && kill -0 "$child" 2>/dev/null; do :; done
# Ends a watcher that still waits; one that is stopping the family ignores this and is waited for.
kill -s TERM "$watcher" 2>/dev/null
wait "$watcher" 2>/dev/null
exit "$status"
`

/** Removes the folder once nobody holds the other end of stdin: neither we nor a keeper. */
const guardScript = `
read -r never
rm -rf "$1"
`

const hasPosixShell = process.platform !== 'win32'

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string
  /** While a process has this open, the folder outlives us. Undefined where there is no guard. */
  readonly hold: Writable | undefined
}

/** A private folder that is removed when disposed of, and also when our process is killed. */
export async function createTemporaryFolder(
  prefix: string,
  options: { account?: Account; parent?: string } = {},
): Promise<TemporaryFolder> {
  const { account, parent = tmpdir() } = options
  const path = await mkdtemp(join(parent, `${prefix}-`))
  const guard = hasPosixShell
    ? spawn('sh', ['-c', guardScript, 'warroom-folder', path], {
        stdio: ['pipe', 'ignore', 'ignore'],
        detached: true,
      })
    : undefined
  const ended = guard && once(guard, 'exit')
  guard?.unref()
  if (account) await chown(path, account.uid, account.gid)
  return {
    path,
    hold: guard?.stdin,
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
      guard?.ref()
      guard?.stdin.end()
      await ended
    },
  }
}

export interface ServerOptions {
  command: string
  args: readonly string[]
  /** Printed by the server, on stdout or stderr, when it takes connections. */
  readyWhen: RegExp
  account?: Account
  env?: NodeJS.ProcessEnv
  /** Where it runs and writes. It is removed after the server has ended. */
  folder: TemporaryFolder
  /** What asks it to stop at once, without waiting for its clients. Default TERM. */
  stopSignal?: 'TERM' | 'INT' | 'QUIT'
  /** Time from the stop signal to KILL. Default 5 s. */
  graceMs?: number
  /** Default 20 s. */
  readyWithinMs?: number
}

export interface ServerProcess extends AsyncDisposable {
  /** The last 64 KiB of what it printed. */
  output(): string
  /** Settles when it has ended, asked or not. */
  readonly ended: Promise<void>
  /** It stands still, connections open and unanswered, until it is let go on. Not on Windows. */
  readonly setPaused: (paused: boolean) => void
}

/** The server ended, or stayed silent, before it was ready. */
export class ServerNotReady extends Error {
  readonly output: string

  constructor(command: string, reason: string, output: string) {
    super(`${command} ${reason}\n${output.slice(-2000)}`)
    this.name = 'ServerNotReady'
    this.output = output
  }
}

const keptOutput = 64 * 1024

/**
 * Starts a server and waits until it says that it is ready. It and all its descendants end when it
 * is disposed of, and also when our process is killed. Throws {@link ServerNotReady}.
 */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const { command, args, readyWhen, account, folder, stopSignal = 'TERM', graceMs = 5000 } = options
  const grace = String(Math.ceil(graceMs / 100))
  // A session of its own: a Ctrl-C in our terminal reaches us alone, and we stop things in order.
  const keeper = spawn(
    'sh',
    ['-c', keeperScript, 'warroom-keeper', stopSignal, grace, command, ...args],
    {
      ...account,
      env: options.env,
      cwd: folder.path,
      stdio: ['pipe', 'pipe', 'pipe', folder.hold],
      detached: true,
    },
  )
  const { stdin, stdout, stderr } = keeper
  if (!stdin || !stdout || !stderr) throw new Error('the keeper was given three pipes')
  let output = ''
  const ready = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  const take = (chunk: string): void => {
    output = (output + chunk).slice(-keptOutput)
    if (readyWhen.test(output)) ready.resolve()
  }
  stdout.setEncoding('utf8').on('data', take)
  stderr.setEncoding('utf8').on('data', take)
  // The keeper may be gone before we close its stdin.
  stdin.on('error', () => {})
  keeper.on('error', (error) => {
    output += error.message
    ended.resolve()
  })
  keeper.on('close', () => ended.resolve())
  const stop = async (): Promise<void> => {
    stdin.end()
    await ended.promise
  }

  const withinMs = options.readyWithinMs ?? 20_000
  const deadline = setTimeout(
    () => ready.reject(new ServerNotReady(command, `was not ready in ${withinMs} ms`, output)),
    withinMs,
  )
  void ended.promise.then(() =>
    ready.reject(new ServerNotReady(command, 'ended before it was ready', output)),
  )
  try {
    await ready.promise
  } catch (error) {
    await stop()
    throw error
  } finally {
    clearTimeout(deadline)
  }
  return {
    output: () => output,
    ended: ended.promise,
    setPaused: (paused) => void keeper.kill(paused ? 'SIGUSR1' : 'SIGUSR2'),
    [Symbol.asyncDispose]: stop,
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}

/** Between our choice of a port and the server's use of it another program may take it: once more. */
export async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await freePort())
    } catch (error) {
      const taken =
        error instanceof ServerNotReady && /address already in use|cannot bind/i.test(error.output)
      if (!taken || attempt === 5) throw error
    }
  }
}
