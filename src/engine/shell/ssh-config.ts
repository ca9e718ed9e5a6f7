import { glob, readFile } from 'node:fs/promises'
import { homedir, userInfo } from 'node:os'
import { isAbsolute, join } from 'node:path'

import { parse, SSHConfig } from 'ssh-config'

import { message } from '../../shared/messages/message.ts'
import type { ShellCause } from './job-host.ts'

/** Where the user's SSH settings are. */
export interface SshDefaults {
  homeDir: string
  userName: string
  /** `ssh_config(5)` files, the user's before the system's. */
  configFiles: string[]
  globalKnownHostsFiles: string[]
  /** SSH_AUTH_SOCK. */
  agentSocket?: string
}

/** A container may run us as a number that has no name. */
function currentUserName(): string {
  try {
    return userInfo().username
  } catch {
    return process.env['USER'] ?? ''
  }
}

export function systemSshDefaults(): SshDefaults {
  const homeDir = homedir()
  const agentSocket = process.env['SSH_AUTH_SOCK']
  return {
    homeDir,
    userName: currentUserName(),
    configFiles: [join(homeDir, '.ssh', 'config'), '/etc/ssh/ssh_config'],
    globalKnownHostsFiles: ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'],
    ...(agentSocket ? { agentSocket } : {}),
  }
}

/** A host as the profile names it: what is absent, the configuration fills in. */
export interface SshHostSettings {
  host: string
  port?: number
  user?: string
  identityFile?: string
  passphrase?: string
  knownHostsFile?: string
  agent?: boolean
}

/** Everything that is needed to connect. */
export interface SshTarget {
  /** As the user wrote it, for people. */
  name: string
  host: string
  port: number
  user: string
  /** Where an identity file is named, its absence is an error; the usual ones may be absent. */
  identityFiles: { path: string; named: boolean }[]
  passphrase?: string
  agentSocket?: string
  knownHostsFiles: string[]
  /** The name in known_hosts where it is not the host's own; it has no port. */
  hostKeyAlias?: string
  /** Hosts to go through, the first one first. */
  jumps: SshHostSettings[]
}

export type SshTargetResult = { ok: true; target: SshTarget } | ({ ok: false } & ShellCause)

const defaultPort = 22
const usualIdentities = ['id_ed25519', 'id_ecdsa', 'id_rsa']
const deepestInclude = 16

type Config = InstanceType<typeof SSHConfig>

/**
 * Parses one file and puts what it includes in its place. Canonicalisation is taken out: the library
 * would call `nslookup` for it, and wait.
 */
async function readConfig(file: string, defaults: SshDefaults, depth: number): Promise<Config> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (depth > 0 || isMissing(error)) return new SSHConfig()
    throw error
  }
  return expandIncludes(parse(text), defaults, depth)
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

async function expandIncludes(parsed: Config, defaults: SshDefaults, depth: number) {
  const config = new SSHConfig()
  for (const line of parsed) {
    if (!('param' in line)) continue
    const name = line.param.toLowerCase()
    if (name === 'canonicalizehostname') continue
    // The library knows these two by their usual spelling only, where `Match host` asks for them.
    if (name === 'hostname') line.param = 'HostName'
    if (name === 'user') line.param = 'User'
    if (name === 'include') {
      if (depth >= deepestInclude) continue
      const patterns =
        typeof line.value === 'string' ? [line.value] : line.value.map(({ val }) => val)
      for (const pattern of patterns) {
        for (const file of await includedFiles(pattern, defaults)) {
          config.push(...(await readConfig(file, defaults, depth + 1)))
        }
      }
      continue
    }
    if ('config' in line) line.config = await expandIncludes(line.config, defaults, depth)
    config.push(line)
  }
  return config
}

async function includedFiles(pattern: string, defaults: SshDefaults): Promise<string[]> {
  const path = pattern.startsWith('~/') ? join(defaults.homeDir, pattern.slice(2)) : pattern
  const files: string[] = []
  for await (const file of glob(isAbsolute(path) ? path : join(defaults.homeDir, '.ssh', path))) {
    files.push(file)
  }
  return files.sort()
}

type Settings = Record<string, string | string[]>

function textOf(settings: Settings, name: string): string | undefined {
  const value = settings[name]
  return Array.isArray(value) ? value[0] : value
}

function listOf(settings: Settings, name: string): string[] | undefined {
  const value = settings[name]
  if (value === undefined) return undefined
  return Array.isArray(value) ? value : value.split(/\s+/)
}

/** Fills in `~`, `%h` and the like (ssh_config(5), TOKENS) and `${NAME}`. */
function expandPath(path: string, tokens: Record<string, string>, homeDir: string): string {
  const home = path === '~' || path.startsWith('~/') ? homeDir + path.slice(1) : path
  return home
    .replaceAll(/%(.)/g, (whole, token: string) => (token === '%' ? '%' : (tokens[token] ?? whole)))
    .replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => process.env[name] ?? whole)
}

/** `user@host:port`, `[::1]:22` or `ssh://…`, as ProxyJump has it. */
export function parseJump(text: string): SshHostSettings {
  const plain = text
    .trim()
    .replace(/^ssh:\/\//, '')
    .replace(/\/$/, '')
  const at = plain.lastIndexOf('@')
  const address = plain.slice(at + 1)
  const [, bracketed, bare, port] =
    /^(?:\[([^\]]+)\]|([^:]*|.*:.*:.*))(?::(\d+))?$/.exec(address) ?? []
  return {
    host: bracketed ?? bare ?? address,
    ...(at > 0 ? { user: plain.slice(0, at) } : {}),
    ...(port === undefined ? {} : { port: Number(port) }),
  }
}

/** Works out how to reach a host: the profile's own words first, then the user's SSH configuration. */
export async function resolveSshTarget(
  wanted: SshHostSettings,
  defaults: SshDefaults,
): Promise<SshTargetResult> {
  const settings: Settings = {}
  for (const file of defaults.configFiles) {
    try {
      const config = await readConfig(file, defaults, 0)
      const options = { matchExec: false, ignoreCase: true }
      const found =
        wanted.user === undefined
          ? config.compute(wanted.host, options)
          : config.compute({ Host: wanted.host, User: wanted.user }, options)
      for (const [name, value] of Object.entries(found)) {
        // The one setting that adds up over sections and files; of all others the first one holds.
        if (name === 'identityfile') settings[name] = (listOf(settings, name) ?? []).concat(value)
        else settings[name] ??= value
      }
    } catch (error) {
      return {
        ok: false,
        cause: 'bad-config',
        message: message('shell.ssh.config', { file }),
        detail: error instanceof Error ? error.message : String(error),
      }
    }
  }
  return targetOf(wanted, settings, defaults)
}

function targetOf(
  wanted: SshHostSettings,
  settings: Settings,
  defaults: SshDefaults,
): SshTargetResult {
  const { homeDir } = defaults
  const user = wanted.user ?? textOf(settings, 'user') ?? defaults.userName
  const port = wanted.port ?? Number(textOf(settings, 'port') ?? defaultPort)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    const wrong = message('shell.ssh.port', { host: wanted.host, port: String(port) })
    return { ok: false, cause: 'bad-config', message: wrong }
  }
  const tokens: Record<string, string> = {
    d: homeDir,
    n: wanted.host,
    h: wanted.host,
    p: String(port),
    r: user,
    u: defaults.userName,
  }
  const host = expandPath(textOf(settings, 'hostname') ?? wanted.host, tokens, homeDir)
  tokens['h'] = host
  const path = (text: string) => expandPath(text, tokens, homeDir)

  const jump = textOf(settings, 'proxyjump') ?? 'none'
  const proxyCommand = textOf(settings, 'proxycommand') ?? 'none'
  if (jump === 'none' && proxyCommand !== 'none') {
    return {
      ok: false,
      cause: 'unsupported',
      message: message('shell.ssh.proxy-command', { host: wanted.host }),
    }
  }
  const named = wanted.identityFile ? [wanted.identityFile] : listOf(settings, 'identityfile')
  const identityFiles = (named ?? usualIdentities.map((name) => join(homeDir, '.ssh', name)))
    .filter((file) => file.toLowerCase() !== 'none')
    .map((file) => ({ path: path(file), named: wanted.identityFile !== undefined }))
  const identitiesOnly = textOf(settings, 'identitiesonly')?.toLowerCase() === 'yes'
  const configuredAgent = textOf(settings, 'identityagent')
  const agentSocket =
    configuredAgent === undefined || configuredAgent === 'SSH_AUTH_SOCK'
      ? defaults.agentSocket
      : configuredAgent.toLowerCase() === 'none'
        ? undefined
        : path(configuredAgent)
  const useAgent = wanted.agent ?? !identitiesOnly
  const hostKeyAlias = textOf(settings, 'hostkeyalias')
  const userFiles = listOf(settings, 'userknownhostsfile') ?? [
    join(homeDir, '.ssh', 'known_hosts'),
    join(homeDir, '.ssh', 'known_hosts2'),
  ]
  const globalFiles = listOf(settings, 'globalknownhostsfile') ?? defaults.globalKnownHostsFiles
  return {
    ok: true,
    target: {
      name: wanted.host,
      host,
      port,
      user,
      identityFiles,
      ...(wanted.passphrase === undefined ? {} : { passphrase: wanted.passphrase }),
      ...(useAgent && agentSocket ? { agentSocket } : {}),
      knownHostsFiles: [
        ...(wanted.knownHostsFile === undefined ? [] : [path(wanted.knownHostsFile)]),
        ...[...userFiles, ...globalFiles].filter((file) => file.toLowerCase() !== 'none').map(path),
      ],
      ...(hostKeyAlias === undefined ? {} : { hostKeyAlias }),
      jumps: jump === 'none' ? [] : jump.split(',').map(parseJump),
    },
  }
}
