import type { Algorithms, CipherAlgorithm, ServerHostKeyAlgorithm } from 'ssh2'

/** Every key type that we accept, and the signatures asked for: never `ssh-rsa`, which is SHA-1. */
const signaturesOf: Record<string, ServerHostKeyAlgorithm[]> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
}

const ciphers: CipherAlgorithm[] = [
  'aes256-gcm@openssh.com',
  'aes128-gcm@openssh.com',
  'chacha20-poly1305@openssh.com',
  'aes256-ctr',
  'aes192-ctr',
  'aes128-ctr',
]

/**
 * What we offer: nothing built on SHA-1. The host key types on record come first, so that a server
 * with several keys shows the one we know; the others stay, so that it can be told which key it has.
 */
export function sshAlgorithms(knownKeyTypes: readonly string[]): Algorithms {
  const known = knownKeyTypes.filter((type) => type in signaturesOf)
  const types = new Set([...known, ...Object.keys(signaturesOf)])
  return {
    serverHostKey: [...types].flatMap((type) => signaturesOf[type] ?? []),
    kex: [
      'curve25519-sha256',
      'curve25519-sha256@libssh.org',
      'ecdh-sha2-nistp256',
      'ecdh-sha2-nistp384',
      'ecdh-sha2-nistp521',
      'diffie-hellman-group-exchange-sha256',
      'diffie-hellman-group14-sha256',
      'diffie-hellman-group16-sha512',
      'diffie-hellman-group18-sha512',
    ],
    cipher: ciphers,
    hmac: [
      'hmac-sha2-256-etm@openssh.com',
      'hmac-sha2-512-etm@openssh.com',
      'hmac-sha2-256',
      'hmac-sha2-512',
    ],
    compress: ['none'],
  }
}
