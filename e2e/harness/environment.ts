/** What the set-up found, for the workers: each is a process of its own. */
export type Found =
  | { executable: string; appDir: string; outDir: string }
  | { whyNoElectron: string }

const name = 'WARROOM_E2E_FOUND'

export const environment = {
  write(found: Found): void {
    process.env[name] = JSON.stringify(found)
  },
  read(): Found {
    return JSON.parse(process.env[name] ?? '{"whyNoElectron":"the set-up did not run"}') as Found
  },
}
