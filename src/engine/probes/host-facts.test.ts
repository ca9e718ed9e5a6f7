import { expect, it } from 'vitest'

import { hostFacts } from './host-facts.ts'

const printed = (sections: Record<string, string>) =>
  Object.entries({ ...sections, end: '' })
    .map(([name, text]) => `\n== ${name}\n${text}\n`)
    .join('')

const alpine = {
  name: 'prod-1',
  kernel: '6.6.4-lts',
  os: 'NAME="Alpine Linux"\nPRETTY_NAME="Alpine Linux v3.20"',
  uptime: '350735.47 234388.90',
  load: '4.20 0.18 0.12 1/80 11206',
  memory:
    'MemTotal:        1000000 kB\nMemFree: 100000 kB\nMemAvailable:     250000 kB\nSwapTotal:  400000 kB\nSwapFree:   100000 kB',
  disk: 'Filesystem           1024-blocks    Used Available Capacity Mounted on\n/dev/vda1              1000      600      300  67% /',
  inodes:
    'Filesystem              Inodes      Used Available Capacity Mounted on\n/dev/vda1              2000    500   1500  25% /',
  disks:
    'Filesystem 1024-blocks Used Available Capacity Mounted on\ntmpfs 50 50 0 100% /run\n/dev/vda1 1000 600 300 67% /\n/dev/mapper/vg-very long 1000 950 50 95% /srv/my data',
  before:
    'cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 50 0 50 400 0 0 0 0 0 0\ncpu1 50 0 50 400 0 0 0 0 0 0',
  after:
    'cpu  150 0 110 820 10 0 0 10 40 0\ncpu0 50 0 50 400 0 0 0 0 0 0\ncpu1 50 0 50 400 0 0 0 0 0 0',
}

it('reads what Alpine’s BusyBox prints', () => {
  expect(hostFacts(printed(alpine))).toEqual({
    hostname: 'prod-1',
    kernel: '6.6.4-lts',
    os: 'Alpine Linux v3.20',
    uptime_s: 350735.47,
    cores: 2,
    load_1m: 4.2,
    load_5m: 0.18,
    load_15m: 0.12,
    load_per_core: 2.1,
    processes: 80,
    cpu_ratio: 0.7,
    iowait_ratio: 0.1,
    steal_ratio: 0.1,
    memory_bytes: 1_024_000_000,
    memory_available_bytes: 256_000_000,
    memory_used_ratio: 0.75,
    swap_bytes: 409_600_000,
    swap_used_bytes: 307_200_000,
    swap_used_ratio: 0.75,
    disk_bytes: 1_024_000,
    disk_free_bytes: 307_200,
    disk_used_ratio: 0.6667,
    inodes_used_ratio: 0.25,
    disks: [
      { path: '/', bytes: 1_024_000, free_bytes: 307_200, used_ratio: 0.6667 },
      { path: '/srv/my data', bytes: 1_024_000, free_bytes: 51_200, used_ratio: 0.95 },
    ],
    disk_worst_ratio: 0.95,
  })
})

it('leaves out what a machine does not tell', () => {
  const facts = hostFacts(
    printed({
      ...alpine,
      os: '',
      memory: 'MemTotal: 1000 kB\nMemFree: 100 kB\nBuffers: 50 kB\nCached: 150 kB\nSwapTotal: 0 kB',
      inodes: '/dev/sda 0 0 0 - /',
      after: alpine.before,
    }),
  )
  for (const name of ['os', 'swap_used_ratio', 'inodes_used_ratio', 'cpu_ratio']) {
    expect(facts).not.toHaveProperty(name)
  }
  expect(facts).toMatchObject({ memory_used_ratio: 0.7, swap_bytes: 0 })
})

it('refuses a text that was cut', () => {
  expect(() => hostFacts('\n== name\nprod-1\n')).toThrow('did not reach its end')
})
