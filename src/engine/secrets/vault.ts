import { readFile } from 'node:fs/promises'

import { z } from 'zod'

import { writeAtomically } from './write-atomically.ts'

/** Seals text by the system's keyring. The main process offers Electron's safeStorage as one. */
export interface Protector {
  /** False where the system has no real keyring: nothing may then be kept on disk. */
  available: boolean
  seal(text: string): Promise<string>
  open(sealed: string): Promise<string>
}

/** Where a secret typed in is kept: sealed on disk, or in this process until it ends. */
export type VaultKind = 'vault' | 'memory'

export type VaultReading =
  | { state: 'set'; value: string }
  | { state: 'unset' }
  /** It is there and the keyring cannot open it: another user's, another machine's. */
  | { state: 'unreadable'; detail: string }

/** Secrets that were typed into Warroom, by profile and name. */
export interface Vault {
  readonly kind: VaultKind
  set(profile: string, name: string, value: string): Promise<VaultKind>
  get(profile: string, name: string): Promise<VaultReading>
  has(profile: string, name: string): Promise<boolean>
  forget(profile: string, name: string): Promise<void>
}

const fileSchema = z.object({
  version: z.literal(1),
  /** Sealed texts, by profile, by name. */
  sealed: z.record(z.string(), z.record(z.string(), z.string())),
})
type VaultFile = z.output<typeof fileSchema>

/** With no protector, or one without a keyring, nothing ever touches the disk. */
export function createVault(options: { protector?: Protector; file: string }): Vault {
  return options.protector?.available
    ? createSealedVault(options.protector, options.file)
    : createMemoryVault()
}

function createMemoryVault(): Vault {
  const values = new Map<string, string>()
  const key = (profile: string, name: string) => JSON.stringify([profile, name])
  return {
    kind: 'memory',
    set(profile, name, value) {
      values.set(key(profile, name), value)
      return Promise.resolve('memory')
    },
    get(profile, name) {
      const value = values.get(key(profile, name))
      return Promise.resolve(value === undefined ? { state: 'unset' } : { state: 'set', value })
    },
    has: (profile, name) => Promise.resolve(values.has(key(profile, name))),
    forget(profile, name) {
      values.delete(key(profile, name))
      return Promise.resolve()
    },
  }
}

function createSealedVault(protector: Protector, file: string): Vault {
  let last: Promise<unknown> = Promise.resolve()
  /** One change at a time: each reads the file, and writes it whole. */
  const change = (edit: (content: VaultFile) => void): Promise<void> => {
    const next = editAfter(last, edit)
    last = next.catch(() => {})
    return next
  }
  const editAfter = async (earlier: Promise<unknown>, edit: (content: VaultFile) => void) => {
    await earlier
    const content = await readVaultFile(file)
    edit(content)
    await writeAtomically(file, `${JSON.stringify(content, null, 2)}\n`)
  }
  const sealedOf = async (profile: string, name: string) => {
    const { sealed } = await readVaultFile(file)
    return Object.hasOwn(sealed, profile) ? sealed[profile]?.[name] : undefined
  }
  return {
    kind: 'vault',
    async set(profile, name, value) {
      const sealed = await protector.seal(value)
      await change((content) => {
        content.sealed[profile] = { ...content.sealed[profile], [name]: sealed }
      })
      return 'vault'
    },
    async get(profile, name) {
      try {
        const sealed = await sealedOf(profile, name)
        if (sealed === undefined) return { state: 'unset' }
        return { state: 'set', value: await protector.open(sealed) }
      } catch (error) {
        return {
          state: 'unreadable',
          detail: error instanceof Error ? error.message : String(error),
        }
      }
    },
    has: async (profile, name) => (await sealedOf(profile, name)) !== undefined,
    forget: (profile, name) =>
      change((content) => {
        delete content.sealed[profile]?.[name]
      }),
  }
}

async function readVaultFile(file: string): Promise<VaultFile> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return { version: 1, sealed: {} }
    }
    throw error
  }
  return fileSchema.parse(JSON.parse(text))
}
