import { resolve } from 'node:path'

export interface LaunchOptions {
  /** `--data DIR`: another data folder than the platform's. */
  dataDir?: string
  /** `--beside`: open although another Warroom holds the folder; the engine is then read-only. */
  beside: boolean
}

/** Reads our own words from the command line and leaves Chromium's alone. */
export function parseLaunchOptions(argv: readonly string[], cwd: string): LaunchOptions {
  const options: LaunchOptions = { beside: argv.includes('--beside') }
  for (const [index, word] of argv.entries()) {
    const value = word === '--data' ? argv[index + 1] : /^--data=(.*)$/.exec(word)?.[1]
    if (value) options.dataDir = resolve(cwd, value)
  }
  return options
}
