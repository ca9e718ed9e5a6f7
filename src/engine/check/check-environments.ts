import type { CheckEnvironment } from './check-environment.ts'

/** Environments by key, made when first asked for and kept: connections outlive one check. */
export interface CheckEnvironments extends AsyncDisposable {
  get(key: string, create: () => CheckEnvironment): CheckEnvironment
  /** A secret was changed: every environment asks for it anew. */
  dropSecret(name: string): void
}

export function createCheckEnvironments(): CheckEnvironments {
  const held = new Map<string, CheckEnvironment>()
  return {
    get(key, create) {
      const found = held.get(key)
      if (found) return found
      const environment = create()
      held.set(key, environment)
      return environment
    },
    dropSecret(name) {
      for (const environment of held.values()) environment.secrets.drop(name)
    },
    async [Symbol.asyncDispose]() {
      const all = [...held.values()]
      held.clear()
      await Promise.all(all.map((environment) => environment[Symbol.asyncDispose]()))
    },
  }
}
