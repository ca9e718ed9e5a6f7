import { describe, expect, it } from 'vitest'

import { sshAlgorithms } from './ssh-algorithms.ts'

describe('what is offered to a server', () => {
  it('holds nothing built on SHA-1, MD5 or CBC', () => {
    const offered = JSON.stringify(sshAlgorithms(['ssh-rsa', 'ssh-dss']))
    expect(offered).not.toMatch(/sha1|md5|cbc|arcfour|ripemd|"ssh-rsa"|"ssh-dss"|group1"/)
  })

  it('asks first for the key types on record', () => {
    expect(sshAlgorithms([]).serverHostKey).toEqual([
      'ssh-ed25519',
      'ecdsa-sha2-nistp256',
      'ecdsa-sha2-nistp384',
      'ecdsa-sha2-nistp521',
      'rsa-sha2-512',
      'rsa-sha2-256',
    ])
    expect(sshAlgorithms(['ssh-rsa', 'sk-ssh-ed25519@openssh.com']).serverHostKey).toEqual([
      'rsa-sha2-512',
      'rsa-sha2-256',
      'ssh-ed25519',
      'ecdsa-sha2-nistp256',
      'ecdsa-sha2-nistp384',
      'ecdsa-sha2-nistp521',
    ])
  })
})
