import { describe, expect, it } from 'vitest'

import { whyNotRun } from './shell-outcome.ts'
import { argvWithoutTerminal, withoutTerminal } from './without-terminal.ts'

const ended = (exitCode: number, stderr: string) => ({
  kind: 'exited' as const,
  exitCode,
  stdout: '',
  stderr,
  truncated: false,
  durationMs: 1,
})

describe('an exit that says that nothing was run', () => {
  it.each([
    ['dash', 127, 'sh: 1: pg_isready: not found', 'pg_isready -U x', 'missing-program'],
    ['bash', 127, 'bash: line 1: pg_isready: command not found', 'pg_isready', 'missing-program'],
    [
      'a container that is gone',
      1,
      'Error response from daemon: No such container: sylion-redis',
      'docker exec sylion-redis redis-cli ping',
      'missing-container',
    ],
    [
      'a stopped container',
      1,
      'Error response from daemon: container 3f2a is not running',
      'docker exec sylion-redis redis-cli ping',
      'missing-container',
    ],
    [
      'podman',
      125,
      'Error: no container with name or ID "x" found: no such container',
      'podman exec x true',
      'missing-container',
    ],
    [
      'a program missing in a container',
      127,
      'OCI runtime exec failed: exec failed: unable to start container process: exec: "redis-cli": executable file not found in $PATH: unknown',
      'docker exec c redis-cli ping',
      'missing-program',
    ],
    [
      'no engine',
      1,
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      'docker exec c true',
      'missing-program',
    ],
    [
      'no right to the engine',
      1,
      'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
      'docker ps',
      'denied',
    ],
  ])('%s', (_, exitCode, stderr, command, cause) => {
    expect(whyNotRun(ended(exitCode, stderr), command, 'local')).toMatchObject({
      kind: 'unmeasurable',
      cause,
    })
  })

  it.each([
    [1, 'relation not found', 'psql -c x'],
    [127, 'my own 127', 'sh -c "exit 127"'],
    [1, 'No such container: said by something else', 'grep x log'],
    [0, 'sh: 1: x: not found', 'x || true'],
  ])('takes exit %i with “%s” as the command’s own', (exitCode, stderr, command) => {
    expect(whyNotRun(ended(exitCode, stderr), command, 'local')).toBeUndefined()
  })
})

describe('a command without a terminal', () => {
  it.each([
    ['docker exec -it sylion-redis redis-cli ping', 'docker exec -i sylion-redis redis-cli ping'],
    ['docker exec -t c ls -t', 'docker exec c ls -t'],
    ['docker exec --tty --interactive c true', 'docker exec --interactive c true'],
    ['docker exec -u root -ti c sh -c "ls -it"', 'docker exec -u root -i c sh -c "ls -it"'],
    ['echo x | docker exec -i c cat', 'echo x | docker exec -i c cat'],
    [
      'docker exec -it a true && docker  exec -it b true',
      'docker exec -i a true && docker  exec -i b true',
    ],
    ['docker exec c true', 'docker exec c true'],
    ['tar -t', 'tar -t'],
  ])('%s', (script, expected) => {
    expect(withoutTerminal(script)).toBe(expected)
    if (/["|&]/.test(script)) return
    expect(argvWithoutTerminal(script.split(/ +/)).join(' ')).toBe(expected)
  })
})
