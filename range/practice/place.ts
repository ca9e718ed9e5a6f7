import type { ContainerName } from '../parts/docker.ts'

/** Everything of a running range that its profile and its runbook name. */
export interface Place {
  /** Addresses of the stand-ins. */
  services: { medquiz: string; mapquiz: string; sylion: string; site: string }
  postgres?: { host: string; port: number; user: string; database: string }
  redis?: { host: string; port: number }
  sshd?: {
    host: string
    port: number
    user: string
    identityFile: string
    knownHostsFile: string
  }
  /** Addresses. */
  prometheus?: string
  alertmanager?: string
  containers: readonly ContainerName[]
  /** See `range/control.ts`. */
  controlScript: string
  files: {
    folder: string
    /** PEM of the authority that signed the site's certificate. */
    authority: string
    env: string
    /** Where MedQuiz writes: a volume of its own, that may fill up. */
    dataVolume?: string
    /** What of MedQuiz's data is put back from. Its SHA-256 stands beside it. */
    backup?: string
    logs: { medquiz: string; sylion: string; sylionAccess: string }
    /** One file a secret, by the secret's name. */
    secrets: Record<
      'postgres_password' | 'redis_password' | 'metrics_token' | 'whatsapp_verify_token',
      string
    >
  }
}
