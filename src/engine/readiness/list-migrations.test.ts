import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from 'vitest'

import { temporaryFolder } from '../store/temporary-store.fixture.ts'
import { byGit, byName, filesOf } from './list-migrations.ts'

const init = 'CREATE TABLE a (id int);\n'
const tidy = 'DROP TABLE a;\n'
let folder: ReturnType<typeof temporaryFolder>
const git = (...words: string[]) =>
  execFileSync(
    'git',
    ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-C', folder.dir, ...words],
    { encoding: 'utf8' },
  ).trim()

beforeEach(() => {
  folder = temporaryFolder()
  mkdirSync(join(folder.dir, 'db'))
  git('init', '-q')
  writeFileSync(join(folder.dir, 'db/1.sql'), init)
  git('add', '-A')
  git('commit', '-qm', 'old')
  git('tag', 'old')
  writeFileSync(join(folder.dir, 'db/2.sql'), tidy)
  git('add', '-A')
  git('commit', '-qm', 'new')
})
afterEach(() => folder[Symbol.dispose]())

/** A folder with the programs that a script may use, without one of them. */
function pathWithout(missing: string): string {
  const dir = join(folder.dir, 'bin')
  mkdirSync(dir)
  for (const name of ['git', 'base64', 'tr', 'cut', 'find', 'sort']) {
    const [found = ''] = execFileSync('sh', ['-c', `command -v ${name}`], {
      encoding: 'utf8',
    }).split('\n')
    if (name !== missing) symlinkSync(found, join(dir, name))
  }
  return dir
}

function list(script: string, path = process.env['PATH'] ?? '', env: object = {}) {
  const { status, stdout } = spawnSync('/bin/sh', ['-c', script], {
    cwd: folder.dir,
    env: { PATH: path, LAST_GOOD: 'old', NEW: 'HEAD', FOLDER: 'db', ...env },
    encoding: 'utf8',
  })
  const since = script === byName ? '1.sql' : undefined
  return filesOf({ exit_code: status, stdout: stdout.trim(), truncated: false }, since)
}

const forget = (name: string) => {
  const id = git('rev-parse', name)
  rmSync(join(folder.dir, '.git/objects', id.slice(0, 2), id.slice(2)))
}

test('what is new, and what it says', () => {
  expect(list(byGit)).toEqual([{ status: 'A', path: 'db/2.sql', text: tidy }])
  expect(list(byName)).toEqual([{ status: 'A', path: './2.sql', text: tidy }])
  expect(list(byGit, undefined, { LAST_GOOD: 'HEAD' })).toEqual([])
})

test('without the program that carries what they say, nothing is known of them', () => {
  const path = pathWithout('base64')
  expect([list(byGit, path), list(byName, path)]).toEqual(['failed', 'failed'])
})

test('where git cannot tell what changed, nothing is known', () => {
  forget('old^{tree}')
  expect(list(byGit)).toBe('failed')
})

test('where git has lost what a file says, it is not empty', () => {
  forget('HEAD:db/2.sql')
  expect(list(byGit)).toBe('failed')
})
