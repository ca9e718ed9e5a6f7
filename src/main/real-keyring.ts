interface KeyringFacts {
  isEncryptionAvailable(): boolean
  /** On Linux only. */
  getSelectedStorageBackend?: () => string
}

/** On Linux without a secret store Electron "encrypts" with a password that all the world knows. */
export function isRealKeyring(facts: KeyringFacts, platform: string = process.platform): boolean {
  if (!facts.isEncryptionAvailable()) return false
  if (platform !== 'linux') return true
  const backend = facts.getSelectedStorageBackend?.()
  return backend !== undefined && backend !== 'basic_text' && backend !== 'unknown'
}
