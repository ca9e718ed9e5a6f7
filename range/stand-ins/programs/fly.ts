import { complained, said, type Call, type Printed } from './programs.ts'

interface Release {
  version: number
  image: string
  createdAt: string
}

/** An application at Fly: its releases, the newest first, and what its one machine runs. */
export interface FlyApp {
  readonly name: string
  /** Image, then the version of what is in it. One that was pruned is gone. */
  readonly images: Map<string, string>
  readonly releases: Release[]
  /** What its machine's check says. */
  check: 'passing' | 'warning' | 'critical'
  state: 'started' | 'stopped'
  /** How often it was deployed. */
  deployed: number
  deploy(image: string): Promise<void>
}

/** `start` starts what is in an image, in the place of what ran before. */
export function createFlyApp(
  name: string,
  start: (version: string) => Promise<AsyncDisposable>,
): FlyApp & AsyncDisposable {
  let runs: AsyncDisposable | undefined
  const app: FlyApp & AsyncDisposable = {
    name,
    images: new Map(),
    releases: [],
    check: 'passing',
    state: 'stopped',
    deployed: 0,
    async deploy(image) {
      const before = runs
      runs = undefined
      await before?.[Symbol.asyncDispose]()
      runs = await start(app.images.get(image) ?? '')
      const version = (app.releases[0]?.version ?? 0) + 1
      app.releases.unshift({ version, image, createdAt: new Date().toISOString() })
      app.state = 'started'
    },
    async [Symbol.asyncDispose]() {
      await runs?.[Symbol.asyncDispose]()
    },
  }
  return app
}

/** What `fly` says and does, in the form of flyctl of 2026-08. */
export function createFly(apps: ReadonlyMap<string, FlyApp>) {
  return async ({ args }: Call): Promise<Printed> => {
    const valueAfter = (option: string) => {
      const at = args.indexOf(option)
      return at === -1 ? undefined : args[at + 1]
    }
    const app = apps.get(valueAfter('-a') ?? '')
    if (!app) return complained('Error: Could not find App')
    const isJson = args.includes('--json')
    switch (args[0]) {
      case 'releases':
        return said(isJson ? asJson(releasesOf(app)) : tableOf(app))
      case 'machine':
        return args[1] === 'list' ? said(asJson(machinesOf(app))) : complained('Error: unknown')
      case 'deploy': {
        const image = valueAfter('--image')
        if (!args.includes('-y')) return complained('Error: prompt: non interactive')
        if (image === undefined || !app.images.has(image))
          return complained(
            `Searching for image '${image}' remotely...\nError: failed to fetch an image or build from source: could not find image "${image}"`,
          )
        app.deployed++
        await app.deploy(image)
        return said(`image: ${image}\n ✔ Machine 148e [app] update succeeded`)
      }
      default:
        return complained(`Error: unknown command "${args[0]}" for "flyctl"`)
    }
  }
}

const asJson = (value: unknown) => JSON.stringify(value, null, 4)

const releasesOf = ({ releases }: FlyApp) =>
  releases.map(({ version, image, createdAt }) => ({
    ID: `rel_${version}`,
    Version: version,
    Stable: true,
    Reason: '',
    Description: 'Release',
    Status: 'complete',
    User: { ID: '', Email: 'ops@mapquiz.test' },
    CreatedAt: createdAt,
    ImageRef: image,
  }))

const tableOf = ({ releases }: FlyApp) =>
  [
    'VERSION\tSTATUS  \tDESCRIPTION\tDOCKER IMAGE',
    ...releases.map(({ version, image }) => `v${version}\tcomplete\tRelease\t${image}`),
  ].join('\n')

const machinesOf = ({ releases: [newest], state, check }: FlyApp) => [
  {
    id: '148e',
    name: 'still-water-1',
    state,
    region: 'cdg',
    image_ref: imageReference(newest?.image ?? ''),
    checks: [{ name: 'servicecheck-00-http-3000', status: check, output: '', updated_at: '' }],
    host_status: 'ok',
  },
]

function imageReference(image: string) {
  const [, registry = '', repository = '', tag = ''] = /^([^/]+)\/(.+):([^:]+)$/.exec(image) ?? []
  return { registry, repository, tag }
}
