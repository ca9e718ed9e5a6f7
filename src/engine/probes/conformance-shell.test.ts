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
