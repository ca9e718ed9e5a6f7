import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll } from 'vitest'

import { createLocalShell } from '../shell/local-shell.ts'
import type { Shell } from '../shell/shell.ts'
import { describeConformance, seededSecret } from './conformance.ts'

describeConformance({
  kind: 'command',
  badConfigs: [
    { config: { run: 'true', argv: ['true'] }, field: '`run` or `argv`' },
    { config: { run: 'true', cmd: 1 }, field: 'cmd' },
    { config: { run: 'true', env: { 'A B': '1' } }, field: 'env' },
  ],
  faults: [
    {
      name: 'a command that does not end',
      bar: 20,
      config: () => ({ run: 'echo begun; sleep 600' }),
      timeoutMs: 1000,
      expected: { cause: 'own-timeout' },
    },
    {
      name: 'cancelled in the middle',
      bar: 20,
      config: () => ({ run: 'sleep 600' }),
      timeoutMs: 20_000,
      cancelAfterMs: 300,
      expected: { cause: 'cancelled' },
    },
    {
      name: 'output of 100 MB is cut',
      bar: 20,
      config: () => ({ run: 'yes "a line of text" | head -c 100000000' }),
      timeoutMs: 15_000,
      expected: { error: '', facts: { truncated: true, exit_code: 0 } },
    },
    {
      name: 'a program that is not there',
      bar: 20,
      config: () => ({ run: 'no-such-program-here --now' }),
      expected: { cause: 'missing-program' },
    },
    {
      name: 'a program that is not there, as an argument list',
      bar: 20,
      config: () => ({ argv: ['no-such-program-here', '--now'] }),
      expected: { cause: 'missing-program' },
    },
    {
      name: 'a failing command is a fact',
      bar: 20,
      config: () => ({ run: 'echo "nothing found" >&2; exit 3' }),
      expected: { error: '', facts: { exit_code: 3, stderr: 'nothing found' } },
    },
  ],
  leaks: [
    {
      name: 'output, in three encodings',
      config: () => ({
        run: 'printf "%s\\n" "$KEY"; printf "%s" "$KEY" | base64; printf "%s" "x$KEY" | base64 >&2; printf "{\\"k\\": \\"%s\\"}" "$KEY"',
        env: { KEY: seededSecret },
      }),
    },
  ],
})

describeConformance({
  kind: 'env',
  badConfigs: [
    { config: { file: '.env', rules: [{ name: 'A', minLenght: 3 }] }, field: 'minLenght' },
    { config: { file: '.env', command: 'env' }, field: 'not both' },
    { config: { file: '.env', rules: [{ name: 'A', pattern: '(' }] }, field: 'pattern' },
  ],
  faults: [
    {
      name: 'a command that does not end',
      bar: 20,
      config: () => ({ command: 'sleep 600' }),
      timeoutMs: 1000,
      expected: { cause: 'own-timeout' },
    },
    {
      name: 'cancelled in the middle',
      bar: 20,
      config: () => ({ command: 'sleep 600' }),
      timeoutMs: 20_000,
      cancelAfterMs: 300,
      expected: { cause: 'cancelled' },
    },
    {
      name: 'a file of 100 MB',
      bar: 20,
      config: () => ({ command: 'yes A=1 | head -c 100000000' }),
      timeoutMs: 15_000,
      expected: { error: 'too-large' },
    },
    {
      name: 'a file that is not there is a fact',
      bar: 20,
      config: () => ({ file: '/nowhere/.env', rules: [{ name: 'A' }] }),
      expected: { error: '', facts: { file_found: false, ok: false, missing: ['A'] } },
    },
    {
      name: 'a command that fails',
      bar: 20,
      config: () => ({ command: 'exit 4' }),
      expected: { error: 'error' },
    },
  ],
  leaks: [
    {
      name: 'a value and its rules',
      config: () => ({
        command: `printf "KEY='%s'" "$K"; : '${seededSecret.replaceAll("'", '')}'`,
        env: { K: seededSecret },
        rules: [{ name: 'KEY', minLength: 500, equals: `not ${seededSecret}` }],
      }),
    },
  ],
})

/** Stands in for programs that do as the host is told to: the first word of a name says what. */
const programs = await mkdtemp(join(tmpdir(), 'warroom-programs-'))
afterAll(() => rm(programs, { recursive: true }))
const docker = `#!/bin/sh
case "$*" in
  *hangs*) sleep 600 ;;
  *floods*) yes "a line of text" | head -c 100000000 ;;
  *broken*) echo '{"half":' ;;
  *secret*) echo "Error: $KEY" >&2; exit 1 ;;
  *) echo "Error response from daemon: No such container: $4" >&2; exit 1 ;;
esac`
await writeFile(join(programs, 'docker'), docker)
await chmod(join(programs, 'docker'), 0o755)
const withPrograms = (env: Record<string, string> = {}): Shell => {
  const local = createLocalShell()
  const path = `${programs}:${process.env.PATH ?? ''}`
  return {
    label: local.label,
    run: (command, options) => local.run(command, { ...options, env: { PATH: path, ...env } }),
    follow: (command, options) =>
      local.follow(command, { ...options, env: { PATH: path, ...env } }),
    [Symbol.asyncDispose]: () => local[Symbol.asyncDispose](),
  }
}

describeConformance(
  {
    kind: 'docker',
    badConfigs: [
      { config: {}, field: 'container' },
      { config: { container: 'api', engine: 'lxc' }, field: 'engine' },
      { config: { container: 'api', host: 'x' }, field: 'host' },
    ],
    faults: [
      {
        name: 'an engine that does not answer',
        bar: 20,
        config: () => ({ container: 'hangs' }),
        timeoutMs: 1000,
        expected: { cause: 'own-timeout' },
      },
      {
        name: 'cancelled in the middle',
        bar: 20,
        config: () => ({ container: 'hangs' }),
        timeoutMs: 20_000,
        cancelAfterMs: 300,
        expected: { cause: 'cancelled' },
      },
      {
        name: 'an answer of 100 MB',
        bar: 20,
        config: () => ({ container: 'floods' }),
        timeoutMs: 20_000,
        expected: { error: ['bad-response', 'error'] },
      },
      {
        name: 'an answer that is not JSON',
        bar: 20,
        config: () => ({ container: 'broken' }),
        expected: { error: 'bad-response' },
      },
      {
        name: 'a container that is not there is a fact',
        bar: 20,
        config: () => ({ container: 'nope' }),
        expected: { error: '', facts: { found: false, running: false } },
      },
      {
        name: 'an engine that is not there',
        bar: 20,
        config: () => ({ container: 'api', engine: 'podman' }),
        expected: { cause: 'missing-program' },
      },
    ],
    leaks: [{ name: 'what the engine says', config: () => ({ container: 'secret' }) }],
  },
  {
    shell: () => Promise.resolve({ ok: true, shell: withPrograms({ KEY: seededSecret }) }),
  },
)

describeConformance({
  kind: 'host',
  badConfigs: [
    { config: { sample: 0 }, field: 'sample' },
    { config: { path: '' }, field: 'path' },
    { config: { host: 'x' }, field: 'host' },
  ],
  faults: [
    {
      name: 'a script that does not end in time',
      bar: 20,
      config: () => ({ sample: 60 }),
      timeoutMs: 1000,
      expected: { cause: 'own-timeout' },
    },
    {
      name: 'cancelled in the middle',
      bar: 20,
      config: () => ({ sample: 60 }),
      timeoutMs: 20_000,
      cancelAfterMs: 300,
      expected: { cause: 'cancelled' },
    },
    {
      name: 'a folder that is not there',
      bar: 20,
      config: () => ({ path: '/nowhere' }),
      expected: { cause: 'missing-file' },
    },
  ],
  leaks: [{ name: 'a path', config: () => ({ path: `/nowhere/${seededSecret}` }) }],
})
