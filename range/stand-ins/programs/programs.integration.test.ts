import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { complained, said, startPrograms, type ProgramsPart } from './programs.ts'

function call(programs: ProgramsPart, name: string, ...args: string[]) {
  const child = spawn(join(programs.folder, name), args)
  const printed = { stdout: '', stderr: '' }
  for (const on of ['stdout', 'stderr'] as const)
    child[on].setEncoding('utf8').on('data', (text: string) => (printed[on] += text))
  const ended = once(child, 'close').then(([code]: (number | null)[]) => ({ code, ...printed }))
  return { child, printed, ended }
}

test('a line is printed when it is said, and the program ends as it says', async () => {
  const lookedAt = Promise.withResolvers<void>()
  await using programs = await startPrograms({
    async talk({ args }, say) {
      say(args.join('|'))
      await lookedAt.promise
      return complained('two\n  lines', 3)
    },
  })
  const { printed, ended } = call(programs, 'talk', 'a b', '$c', "d'e")
  await expect.poll(() => printed.stdout).toBe("a b|$c|d'e\n")
  lookedAt.resolve()
  expect(await ended).toEqual({ code: 3, stdout: "a b|$c|d'e\n", stderr: 'two\n  lines\n' })
})

test('what was begun is ended although its caller is gone', async () => {
  const begun = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const isDone = Promise.withResolvers<string>()
  await using programs = await startPrograms({
    async deploy(_call, say) {
      begun.resolve()
      await goOn.promise
      say('nobody hears this')
      isDone.resolve('done')
      return said('')
    },
  })
  const { child, ended } = call(programs, 'deploy')
  await begun.promise
  child.kill('SIGKILL')
  child.stdout.destroy()
  child.stderr.destroy()
  await ended
  goOn.resolve()
  expect(await isDone.promise).toBe('done')
})

test('one that fails says why, and one that is added later is found', async () => {
  await using programs = await startPrograms({})
  await programs.add({ fail: () => Promise.reject(new Error('no such release')) })
  expect(await call(programs, 'fail').ended).toEqual({
    code: 1,
    stdout: '',
    stderr: 'no such release\n',
  })
})
