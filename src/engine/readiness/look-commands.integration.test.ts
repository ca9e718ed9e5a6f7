import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { startSshd, type SshdPart } from '../../../range/parts/sshd.ts'
import { createEngine } from '../create-engine.ts'
import type { CallContext, Engine } from '../rpc/service.ts'
import { temporaryFolder, valueOf } from '../store/temporary-store.fixture.ts'

const idle: CallContext = { signal: new AbortController().signal }

const accounts = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : ''
/** Somebody who may log in and is not root: only root can offer a login as them. */
const ordinary = /^(postgres):.*\/(?:ba)?sh$/m.exec(accounts)?.[1]

describe.skipIf(process.getuid?.() !== 0 || ordinary === undefined)(
  'on a host, as somebody without rights',
  () => {
    const opened = new AsyncDisposableStack()
    const folder = opened.use(temporaryFolder())
    const at = (name: string) => join(folder.dir, name)
    let sshd: SshdPart
    let engine: Engine

    const program = (name: string, text: string, mode = 0o755) => {
      writeFileSync(at(name), `#!/bin/sh\n${text}\n`)
      chmodSync(at(name), mode)
    }

    beforeAll(async () => {
      chmodSync(folder.dir, 0o755)
      for (const name of ['bin', 'open', 'locked', 'ours', 'data/profiles'])
        mkdirSync(at(name), { recursive: true })
      chmodSync(at('open'), 0o777)
      chmodSync(at('locked'), 0o700)
      // They answer as Docker's client and sudo do without rights: the answer is what is read.
      program('bin/docker', 'echo "permission denied while trying to connect" >&2; exit 1')
      program('bin/sudo', 'exit 1')
      program('bin/systemctl', 'exit 1')
      program('ours/run.sh', 'true')
      program('ours/text.sh', 'true', 0o644)
      program('ours/compose.yml', '', 0o600)
      sshd = opened.use(
        await startSshd({
          ...(ordinary === undefined ? {} : { user: ordinary }),
          environment: { PATH: [at('bin'), '/usr/bin', '/bin'].join(delimiter) },
        }),
      )
      writeFileSync(
        at('data/profiles/here.yaml'),
        `name: here
environment: staging
variables: { dir: "${folder.dir}" }
hosts:
  box: { ssh: { host: ${sshd.host}, port: ${sshd.port}, user: ${sshd.user}, identityFile: "${sshd.identityFile}", knownHostsFile: "${sshd.knownHostsFile}" } }
`,
      )
      const host = { log: { error: () => undefined }, onPower: () => () => undefined }
      engine = valueOf(await createEngine({ dataDir: at('data'), host }))
      opened.defer(() => engine.dispose())
    })
    afterAll(() => opened.disposeAsync())

    test('what may not be used, entered, read or written is told before the night', async () => {
      const steps = [
        `command: { run: ./run.sh, cwd: "\${dir}/ours" }`,
        `command: { run: ./text.sh, cwd: "\${dir}/ours" }`,
        `command: { run: "./gone.sh", cwd: "\${dir}/ours" }`,
        `compose: { do: up, file: compose.yml, folder: "\${dir}/ours" }`,
        `command: { run: "true; ls", cwd: "\${dir}/locked" }`,
        `command: { run: "ls", cwd: "\${dir}/nowhere" }`,
        `git: { folder: "\${dir}/ours/", commit: v1 }`,
        `git: { folder: "\${dir}/open", commit: v1 }`,
        `systemd: { do: restart, unit: api }`,
        `systemd: { do: restart, unit: api, sudo: true }`,
      ]
      writeFileSync(
        at('go.md'),
        `# Go

- [ ] It answers

\`\`\`yaml rollback
id: back
title: Back
budget: 5m
safe-state: Nothing is served.
steps:
${steps.map((step, index) => `  - { id: s${index}, title: Step ${index}, why: It worked., on: box, ${step}, unverified: Nothing. }`).join('\n')}
done: [{ command: { run: "true" } }]
\`\`\`
`,
      )
      const { handlers, sources } = engine.service
      const { hash } = valueOf(await handlers['runbook.open']({ path: at('go.md') }, idle))
      const release = { version: '2', commit: '', lastGood: '1' }
      const wanted = { runbookHash: hash, profile: 'here', title: 'Go', release, people: [] }
      const { runId } = valueOf(await handlers['run.create'](wanted, idle))
      valueOf(await handlers['readiness.check']({ runId }, idle))
      const line = valueOf(sources.readiness({ runId })).get('commands:back')
      expect(line?.state).toBe('not-ready')
      const parts = line?.parts.map(({ state, text }) =>
        [state, text.id.replace('readiness.part.', ''), text.values?.['what']].join(' '),
      )
      expect(parts).toEqual(
        expect.arrayContaining([
          'ready there ./run.sh',
          'not-ready denied ./text.sh',
          'not-ready no-program ./gone.sh',
          'not-ready denied compose.yml',
          'not-ready denied docker',
          `not-ready denied ${at('locked')}`,
          `not-ready missing ${at('nowhere')}`,
          `not-ready denied ${at('ours/')}`,
          `ready there ${at('open')}`,
          'unknown unsure systemctl',
          'not-ready denied sudo systemctl',
        ]),
      )
    })
  },
)
