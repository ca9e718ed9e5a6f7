import { message } from '../../shared/messages/message.ts'
import type { Profile } from '../../shared/model/profile.ts'
import { failure, ok } from '../../shared/result.ts'
import { createCheckEnvironment } from '../check/check-environment.ts'
import type { CallHandlers } from '../rpc/service.ts'
import type { Redactor } from '../secrets/redactor.ts'
import type { Vault } from '../secrets/vault.ts'
import type { Clock } from '../time/clock.ts'
import { buildProfile } from './build-profile.ts'
import { parseProfile, profileFailure } from './parse-profile.ts'
import type { ProfileStore } from './profile-store.ts'
import { testTarget } from './test-target.ts'

export interface ProfileServiceOptions {
  profiles: ProfileStore
  /** Another Warroom holds the data folder. */
  readOnly: boolean
  vault: Vault
  redactor: Redactor
  clock: Clock
  /** A secret was set or forgotten: whoever holds its value asks anew. */
  onSecretChanged: (name: string) => void
}

type ProfileHandlers = Pick<
  CallHandlers,
  | 'profile.get'
  | 'profile.save'
  | 'profile.build'
  | 'profile.delete'
  | 'profile.test'
  | 'secret.list'
  | 'secret.set'
  | 'secret.forget'
>

/** Profiles and their secrets, as the contract names them. */
export function createProfileService(options: ProfileServiceOptions): ProfileHandlers {
  const { profiles, readOnly, vault, redactor, clock, onSecretChanged } = options

  const redact = (text: string) => redactor.redact(text)
  const environmentOf = (profileName: string, profile: Profile) =>
    createCheckEnvironment({ profile, profileName, runbookVariables: {}, redactor, vault, clock })

  return {
    'profile.get': ({ name }) => profiles.read(name),
    'profile.save': ({ name, text }) =>
      readOnly ? Promise.resolve(refused()) : profiles.save(name, text),
    'profile.build': ({ profile }) => Promise.resolve(ok({ text: buildProfile(profile) })),
    'profile.delete': ({ name }) => (readOnly ? Promise.resolve(refused()) : profiles.delete(name)),

    async 'profile.test'({ profile: profileName, text, kind, target }, { signal }) {
      const parsed = parseProfile(text)
      if (!parsed.ok) return profileFailure(parsed.failure)
      await using environment = environmentOf(profileName, parsed.value)
      const { scope, secrets, shell, tunnel } = environment
      return ok(await testTarget(kind, target, { scope, secrets, shell, tunnel, signal, redact }))
    },

    async 'secret.list'({ profile: profileName }) {
      const found = await profiles.load(profileName)
      if (!found.ok) return found
      await using environment = environmentOf(profileName, found.value.profile)
      return ok(await environment.secrets.status())
    },
    async 'secret.set'({ profile, name, value }) {
      if (readOnly) return refused()
      // Before anything can fail with it in its words.
      redactor.add(name, value)
      try {
        const kept = await vault.set(profile, name, value)
        onSecretChanged(name)
        return ok({ kept })
      } catch (error) {
        return notKept(name, error, redactor)
      }
    },
    async 'secret.forget'({ profile, name }) {
      if (readOnly) return refused()
      try {
        await vault.forget(profile, name)
        onSecretChanged(name)
        return ok(null)
      } catch (error) {
        return notKept(name, error, redactor)
      }
    },
  }
}

const refused = () => failure('read-only', message('failure.read-only'))

function notKept(name: string, error: unknown, redactor: Redactor) {
  const cause = redactor.redact(error instanceof Error ? error.message : String(error))
  return failure('unavailable', message('secret.not-kept', { name }), { cause })
}
