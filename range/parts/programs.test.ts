import { chmod, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

import { afterEach, expect, test, vi } from 'vitest'

import { MissingProgram } from './part.ts'
import { createTemporaryFolder } from './process.ts'
import { findProgram, installHint } from './programs.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

test('the first executable on the PATH is taken, and no plain file', async () => {
  await using plain = await createTemporaryFolder('warroom-test')
  await using real = await createTemporaryFolder('warroom-test')
  await writeFile(join(plain.path, 'sshd'), '')
  await writeFile(join(real.path, 'sshd'), '')
  await chmod(join(real.path, 'sshd'), 0o755)
  vi.stubEnv('PATH', ['', plain.path, real.path].join(delimiter))
  expect(findProgram('sshd')).toBe(join(real.path, 'sshd'))
})

test('what is missing is named with the command of this kind of machine', () => {
  vi.stubGlobal('process', { ...process, platform: 'linux' })
  expect(installHint('sshd')).toBe('sudo apt-get install -y openssh-server')
  vi.stubGlobal('process', { ...process, platform: 'darwin' })
  expect(installHint('postgres')).toBe('brew install postgresql@17')
  const missing = new MissingProgram('sshd', 'install it')
  expect(missing.message).toBe('sshd is not installed: install it')
})
