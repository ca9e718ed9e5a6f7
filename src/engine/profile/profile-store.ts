import { watch } from 'node:fs'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { message } from '../../shared/messages/message.ts'
import type { Profile } from '../../shared/model/profile.ts'
import { failure, ok, type Result } from '../../shared/result.ts'
import type { ProfileEntry } from '../../shared/rpc/views.ts'
import { writeAtomically } from '../secrets/write-atomically.ts'
import { parseProfile, profileFailure } from './parse-profile.ts'

/** The profiles of a data folder: one YAML file each, `profiles/<name>.yaml`, the user's to edit. */
export interface ProfileStore {
  readonly folder: string
  list(): Promise<ProfileEntry[]>
  /** The text as it stands, valid or not. */
  read(name: string): Promise<Result<{ name: string; text: string; path: string }>>
  /** The profile, if it is valid. */
  load(name: string): Promise<Result<{ profile: Profile; text: string; path: string }>>
  /** Refuses a text that is not valid. */
  save(name: string, text: string): Promise<Result<null>>
  delete(name: string): Promise<Result<null>>
  /** Tells of every change, ours and an editor's; bursts come as one. Gives its undo. */
  onChange(listener: () => void): () => void
}

const extension = '.yaml'
const usableName = /^[A-Za-z0-9][\w.-]{0,99}$/
const burstMs = 100

export async function createProfileStore(dataDir: string): Promise<ProfileStore> {
  const folder = join(dataDir, 'profiles')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const pathOf = (name: string) => join(folder, `${name}${extension}`)

  async function textOf(name: string): Promise<string | undefined> {
    try {
      return await readFile(pathOf(name), 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }
  }

  async function read(name: string): Promise<Result<{ name: string; text: string; path: string }>> {
    const text = usableName.test(name) ? await textOf(name) : undefined
    if (text === undefined) return failure('not-found', message('profile.not-found', { name }))
    return ok({ name, text, path: pathOf(name) })
  }

  return {
    folder,
    read,
    async list() {
      const files = await readdir(folder)
      const names = files
        .filter((file) => file.endsWith(extension))
        .map((file) => file.slice(0, -extension.length))
        .filter((name) => usableName.test(name))
        .sort((a, b) => a.localeCompare(b))
      const entries = await Promise.all(
        names.map(async (name) => {
          const text = await textOf(name)
          return text === undefined ? [] : [entryOf(name, text, pathOf(name))]
        }),
      )
      return entries.flat()
    },
    async load(name) {
      const found = await read(name)
      if (!found.ok) return found
      const parsed = parseProfile(found.value.text)
      if (!parsed.ok) return profileFailure(parsed.failure)
      return ok({ profile: parsed.value, text: found.value.text, path: found.value.path })
    },
    async save(name, text) {
      if (!usableName.test(name)) return failure('bad-input', message('profile.bad-name', { name }))
      const parsed = parseProfile(text)
      if (!parsed.ok) return profileFailure(parsed.failure)
      try {
        await writeAtomically(pathOf(name), text)
        return ok(null)
      } catch (error) {
        return notWritten(name, error)
      }
    },
    async delete(name) {
      const found = await read(name)
      if (!found.ok) return found
      await rm(found.value.path, { force: true })
      return ok(null)
    },
    onChange(listener) {
      let timer: NodeJS.Timeout | undefined
      const watcher = watch(folder, (_, file) => {
        if (file !== null && !file.endsWith(extension)) return
        clearTimeout(timer)
        timer = setTimeout(listener, burstMs)
      })
      // A folder that is taken away cannot change any more: the next call says so in its own words.
      watcher.on('error', () => {})
      return () => {
        clearTimeout(timer)
        watcher.close()
      }
    },
  }
}

function entryOf(name: string, text: string, path: string): ProfileEntry {
  const parsed = parseProfile(text)
  if (!parsed.ok) {
    const problem = profileFailure(parsed.failure).failure.message
    return { name, environment: 'invalid', path, targets: 0, problem }
  }
  const { environment, hosts, endpoints, postgres, redis } = parsed.value
  const targets = [hosts, endpoints, postgres, redis].reduce(
    (sum, group) => sum + Object.keys(group).length,
    0,
  )
  return { name, environment, path, targets }
}

const diskFullCodes = new Set(['ENOSPC', 'EDQUOT', 'EROFS'])

function notWritten(name: string, error: unknown) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const cause = error instanceof Error ? error.message : String(error)
  return diskFullCodes.has(code)
    ? failure('disk-full', message('failure.disk-full'), { cause })
    : failure('denied', message('profile.not-written', { name }), { cause })
}
