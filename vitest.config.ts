import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take longest begin first: one that is left for the end keeps a single worker busy. */
const longest = [
  'built-in-overlays.integration',
  'servers.integration',
  'releases.integration',
  'crash.integration',
  'range.integration',
  'sylion.integration',
  'ssh-shell.integration',
  'conformance-via.integration',
  'cli.integration',
  'network-switch.integration',
  'queues.integration',
  'kill',
  'quote',
  'conformance-metrics',
  'conformance-database',
  'conformance-network',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return found === -1 ? longest.length : found
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}

/** `unit` needs nothing but Node; `integration` needs the real servers that `npm test` installs. */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What holds soon holds at once; a machine that does other things meanwhile is waited for.
    expect: { poll: { timeout: 15_000 } },
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // A process for each file cost a third of the time: nothing in them outlives its test.
          isolate: false,
          include: ['src/**/*.test.ts', 'range/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['src/**/*.integration.test.ts', 'range/**/*.integration.test.ts'],
          exclude: ['**/node_modules/**'],
        },
      },
    ],
  },
})
