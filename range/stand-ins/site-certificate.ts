import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { KeyPair, Service } from './service.ts'

/** The certificate of a site, and the one before it, as files beside each other. */
export interface SiteCertificate {
  /** Puts another one in service; the one that was there is kept. */
  renew(pair: KeyPair): Promise<void>
  /** Puts the one that was kept back in service. Tells whether there is one. */
  putBack(): Promise<boolean>
}

/** `pair` is what `site` serves now. Everything is below `folder`. */
export async function openSiteCertificate(
  folder: string,
  site: Pick<Service, 'setCertificate'>,
  pair: KeyPair,
): Promise<SiteCertificate> {
  const own = join(folder, 'certificates')
  await mkdir(own, { mode: 0o700 })
  const fileOf = (which: 'site' | 'previous', part: keyof KeyPair) =>
    join(own, `${which}.${part}.pem`)
  const parts = ['cert', 'key'] as const
  const write = async ({ cert, key }: KeyPair): Promise<void> => {
    await writeFile(fileOf('site', 'cert'), cert, { mode: 0o600 })
    await writeFile(fileOf('site', 'key'), key, { mode: 0o600 })
  }
  const copy = async (from: 'site' | 'previous', to: 'site' | 'previous'): Promise<void> => {
    for (const part of parts) await copyFile(fileOf(from, part), fileOf(to, part))
  }
  const serve = async (): Promise<void> => {
    const cert = await readFile(fileOf('site', 'cert'), 'utf8')
    const key = await readFile(fileOf('site', 'key'), 'utf8')
    site.setCertificate({ cert, key })
  }
  let isKept = false
  await write(pair)
  return {
    async renew(renewed) {
      await copy('site', 'previous')
      isKept = true
      await write(renewed)
      await serve()
    },
    async putBack() {
      if (!isKept) return false
      await copy('previous', 'site')
      await serve()
      return true
    },
  }
}
