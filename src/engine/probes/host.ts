import { z } from 'zod'

import { requiredText, wholeNumber } from './config-fields.ts'
import { describeHost, measureHost } from './host-measure.ts'
import { commonFacts, defineProbe } from './probe.ts'

const config = z.strictObject({
  on: requiredText
    .optional()
    .describe('host or container of the profile; where commands run when absent'),
  path: requiredText
    .default('/')
    .describe('folder whose file system `disk_…` and `inodes_…` are about'),
  sample: wholeNumber(1, 60).prefault(1).describe('seconds over which the processor is watched'),
})

export type HostConfig = z.output<typeof config>

/** Looks at a Linux machine by one script that reads `/proc` and `df`, over any shell. */
export const host = defineProbe({
  kind: 'host',
  config,
  facts: {
    ...commonFacts,
    hostname: { type: 'string', about: 'its own name' },
    os: {
      type: 'string',
      about: "such as 'Debian GNU/Linux 12 (bookworm)'; absent when it does not say",
    },
    kernel: { type: 'string', about: 'release of its kernel' },
    uptime_s: { type: 'double', about: 'seconds since it started' },
    cores: { type: 'int', about: 'processors that it has' },
    cpu_ratio: {
      type: 'double',
      about: 'processor time used over the sample, waiting for disks left out, 0 to 1',
    },
    iowait_ratio: {
      type: 'double',
      about: 'processor time spent waiting for disks over the sample, 0 to 1',
    },
    steal_ratio: {
      type: 'double',
      about: 'processor time that its hypervisor gave to others, 0 to 1',
    },
    load_1m: { type: 'double', about: 'load average over one minute' },
    load_5m: { type: 'double', about: 'load average over five minutes' },
    load_15m: { type: 'double', about: 'load average over fifteen minutes' },
    load_per_core: { type: 'double', about: 'load average over one minute / cores' },
    processes: { type: 'int', about: 'processes and threads that exist' },
    memory_bytes: { type: 'int', about: 'memory that it has' },
    memory_available_bytes: {
      type: 'int',
      about: 'memory that programs could still get, caches included',
    },
    memory_used_ratio: {
      type: 'double',
      about: 'memory that is not available / all of it, 0 to 1',
    },
    swap_bytes: { type: 'int', about: 'swap that it has; 0 when none' },
    swap_used_bytes: { type: 'int', about: 'swap in use' },
    swap_used_ratio: { type: 'double', about: 'swap in use, 0 to 1; absent without swap' },
    disk_bytes: { type: 'int', about: 'size of the file system of `path`' },
    disk_free_bytes: { type: 'int', about: 'what ordinary users can still write there' },
    disk_used_ratio: {
      type: 'double',
      about: 'used / what ordinary users can use, 0 to 1, as df says',
    },
    inodes_used_ratio: {
      type: 'double',
      about: 'inodes in use there, 0 to 1; absent on file systems without such a limit',
    },
    disks: {
      type: 'list',
      about:
        'local file systems: maps of path, bytes, free_bytes, used_ratio; those in memory left out',
    },
    disk_worst_ratio: { type: 'double', about: 'used_ratio of the fullest of `disks` and `path`' },
    clock_skew_s: {
      type: 'double',
      about: 'its clock minus ours, half of the round trip taken off; positive when it is ahead',
    },
    clock_uncertainty_s: {
      type: 'double',
      about:
        'how far off clock_skew_s may be: half of the round trip, and what its `date` rounds off',
    },
    error_message: {
      type: 'string',
      about: 'technical words behind `error`; absent when it is empty',
    },
  },
  defaultExpect: "error == '' && disk_used_ratio < 0.9 && memory_used_ratio < 0.95",
  defaultTimeoutMs: 20_000,
  describe: describeHost,
  measure: measureHost,
})
