import { spawn } from 'node:child_process'

export interface Display {
  name: string
  stop(): void
}

/** A virtual display where this machine has none; undefined where it has one, or needs none. */
export function startDisplay(): Promise<Display | undefined> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return Promise.resolve(undefined)
  return new Promise((resolve) => {
    // It picks a free number itself, and says on descriptor 3 which.
    const server = spawn(
      'Xvfb',
      ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'],
      {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      },
    )
    server.on('error', () => resolve(undefined))
    server.on('exit', () => resolve(undefined))
    server.stdio[3]?.on('data', (chunk: Buffer) => {
      const name = `:${chunk.toString().trim()}`
      resolve({ name, stop: () => void server.kill() })
    })
  })
}
