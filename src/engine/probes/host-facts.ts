import type { Facts, Json } from '../../shared/model/check.ts'
import { UnusableAnswer } from './classify-error.ts'

/** Facts from the sections that the script of the host probe printed. */
export function hostFacts(text: string): Facts {
  const sections = new Map(
    text.split(/^== /m).map((part): [string, string] => {
      const end = part.indexOf('\n')
      return [part.slice(0, end), part.slice(end + 1).trim()]
    }),
  )
  const section = (name: string) => sections.get(name) ?? ''
  if (!sections.has('end'))
    throw new UnusableAnswer('bad-response', 'the script did not reach its end')
  const os = /^PRETTY_NAME=(.*)$/m.exec(section('os'))?.[1]
  const cores = section('after').match(/^cpu\d/gm)?.length ?? 0
  return {
    hostname: section('name'),
    kernel: section('kernel'),
    ...(os === undefined ? {} : { os: os.replace(/^(["'])(.*)\1$/, '$2') }),
    ...numberFact('uptime_s', section('uptime').split(' ')[0]),
    ...(cores > 0 ? { cores } : {}),
    ...loadFacts(section('load'), cores),
    ...processorFacts(section('before'), section('after')),
    ...memoryFacts(section('memory')),
    ...diskFacts(section('disk'), section('inodes'), section('disks')),
  }
}

function numberFact(name: string, text: string | undefined): Facts {
  const value = Number(text)
  return text === undefined || text === '' || !Number.isFinite(value) ? {} : { [name]: value }
}

function loadFacts(line: string, cores: number): Facts {
  const [one, five, fifteen, tasks] = line.split(' ')
  return {
    ...numberFact('load_1m', one),
    ...numberFact('load_5m', five),
    ...numberFact('load_15m', fifteen),
    ...(cores > 0 ? numberFact('load_per_core', String(Number(one) / cores)) : {}),
    ...numberFact('processes', tasks?.split('/')[1]),
  }
}

/** user, nice, system, idle, iowait, irq, softirq, steal; what guests used is in user already. */
const counted = 8

function processorFacts(before: string, after: string): Facts {
  const then = ticksOf(before)
  const now = ticksOf(after)
  const spent = now.map((ticks, index) => Math.max(0, ticks - (then[index] ?? 0)))
  const total = spent.reduce((sum, ticks) => sum + ticks, 0)
  if (total === 0) return {}
  const [, , , idle = 0, iowait = 0, , , steal = 0] = spent
  return {
    cpu_ratio: ratio(total - idle - iowait, total),
    iowait_ratio: ratio(iowait, total),
    steal_ratio: ratio(steal, total),
  }
}

function ticksOf(stat: string): number[] {
  const line = /^cpu +(.*)$/m.exec(stat)?.[1] ?? ''
  return line.split(' ').slice(0, counted).map(Number)
}

function memoryFacts(text: string): Facts {
  const bytes = (name: string) => {
    const found = new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(text)?.[1]
    return found === undefined ? undefined : Number(found) * 1024
  }
  const total = bytes('MemTotal')
  // Kernels before 3.14 do not say what is available.
  const available =
    bytes('MemAvailable') ??
    (bytes('MemFree') ?? 0) + (bytes('Buffers') ?? 0) + (bytes('Cached') ?? 0)
  const swap = bytes('SwapTotal')
  const swapUsed = swap === undefined ? undefined : swap - (bytes('SwapFree') ?? 0)
  return {
    ...(total === undefined
      ? {}
      : {
          memory_bytes: total,
          memory_available_bytes: available,
          memory_used_ratio: ratio(total - available, total),
        }),
    ...(swap === undefined || swapUsed === undefined
      ? {}
      : {
          swap_bytes: swap,
          swap_used_bytes: swapUsed,
          ...(swap > 0 ? { swap_used_ratio: ratio(swapUsed, swap) } : {}),
        }),
  }
}

interface FileSystem {
  device: string
  path: string
  size: number
  used: number
  free: number
}

function diskFacts(disk: string, inodes: string, all: string): Facts {
  const [own] = fileSystemsOf(disk)
  const [counted] = fileSystemsOf(inodes)
  const local = fileSystemsOf(all).filter(({ device, size }) => size > 0 && !isInMemory(device))
  const disks: Record<string, Json>[] = local.map((each) => ({
    path: each.path,
    bytes: each.size * 1024,
    free_bytes: each.free * 1024,
    used_ratio: usedRatio(each),
  }))
  const ratios = [...(own ? [own] : []), ...local].map(usedRatio)
  return {
    ...(own
      ? {
          disk_bytes: own.size * 1024,
          disk_free_bytes: own.free * 1024,
          disk_used_ratio: usedRatio(own),
        }
      : {}),
    ...(counted && counted.size > 0
      ? { inodes_used_ratio: ratio(counted.used, counted.size) }
      : {}),
    disks,
    ...(ratios.length > 0 ? { disk_worst_ratio: Math.max(...ratios) } : {}),
  }
}

function isInMemory(device: string): boolean {
  return /^(tmpfs|devtmpfs|udev|shm|none|overlay|efivarfs)$/.test(device)
}

/** Lines of `df -P`: device, size, used, free, percent, mount point, which may hold spaces. */
function fileSystemsOf(text: string): FileSystem[] {
  return text.split('\n').flatMap((line) => {
    const found = /^(.+?) +(\d+|-) +(\d+|-) +(-?\d+|-) +(?:\d+%|-) +(\/.*)$/.exec(line)
    const [, device = '', size, used, free, path = ''] = found ?? []
    const number = (text: string | undefined) => (text === '-' ? 0 : Number(text))
    return found
      ? [{ device, path, size: number(size), used: number(used), free: number(free) }]
      : []
  })
}

/** As df counts: what root keeps for itself is neither used nor free. */
function usedRatio({ used, free }: FileSystem): number {
  return ratio(used, used + Math.max(0, free))
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? Math.round((part / whole) * 10_000) / 10_000 : 0
}
