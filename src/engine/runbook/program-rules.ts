import type { Danger } from '../../shared/model/check.ts'
import { onlyReads } from '../probes/redis-commands.ts'
import { containerDanger, kubernetesDanger } from './container-rules.ts'
import { curlDanger } from './curl-rules.ts'
import { sqlDanger } from './sql-words.ts'

export interface RuleContext {
  readsInput: boolean
  /** The danger of a command that this one runs, by its words or as a script. */
  inner: (words: string[]) => Danger
  innerScript: (script: string) => Danger
}

export type Rule = (args: string[], context: RuleContext) => Danger

const always =
  (danger: Danger): Rule =>
  () =>
    danger
/** Reads, unless an option says otherwise. */
const readsUnless =
  (pattern: RegExp, otherwise: Danger = 'change'): Rule =>
  (args) =>
    args.some((arg) => pattern.test(arg)) ? otherwise : 'read'

/** Read by the first words that are no options; destroy by pattern; the rest changes. */
function bySubcommand(read: RegExp, destroy: RegExp, valueOptions: RegExp = /^$/): Rule {
  return (args) => {
    const words = withoutOptions(args, valueOptions).join(' ')
    if (destroy.test(words) || destroy.test(args.join(' '))) return 'destroy'
    return read.test(words) && !hasUnknownOptionFirst(args, valueOptions) ? 'read' : 'change'
  }
}

const plainOption = /^(?:-[qvy]|--(?:no-pager|quiet|user|json|verbose|yes))$/

/** An option that may take the next word would hide which word is the subcommand. */
function hasUnknownOptionFirst(args: readonly string[], valueOptions: RegExp): boolean {
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (!arg.startsWith('-')) return false
    if (valueOptions.test(arg)) index++
    else if (!plainOption.test(arg) && !arg.includes('=')) return true
  }
  return false
}

/** The words of a call without its options and their values. */
export function withoutOptions(args: readonly string[], valueOptions: RegExp): string[] {
  const words: string[] = []
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    if (!arg.startsWith('-') || arg === '-') words.push(arg)
    else if (valueOptions.test(arg)) index++
  }
  return words
}

/** Runs what comes after its own options. */
const wrapper =
  (valueOptions: RegExp, ownWords = 0): Rule =>
  (args, context) => {
    let index = 0
    while ((args[index] ?? '').startsWith('-'))
      index += valueOptions.test(args[index] ?? '') ? 2 : 1
    const words = args.slice(index + ownWords)
    return words.length > 0 ? context.inner(words) : 'change'
  }

const shell: Rule = (args, context) => {
  const at = args.findIndex((arg) => /^-[a-z]*c$/.test(arg))
  const script = args[at + 1]
  return at >= 0 && script !== undefined ? context.innerScript(script) : 'change'
}

const ssh: Rule = (args, context) => {
  if (args.some((arg) => /(?:Proxy|Local)Command/i.test(arg))) return 'change'
  let index = 0
  while ((args[index] ?? '').startsWith('-'))
    index += /^-[bcDEeFIiJLlmOopQRSWw]$/.test(args[index] ?? '') ? 2 : 1
  const remote = args.slice(index + 1)
  return remote.length > 0 ? context.innerScript(remote.join(' ')) : 'change'
}

const find: Rule = (args, context) => {
  if (args.includes('-delete')) return 'destroy'
  if (args.some((arg) => /^-f(?:print|ls)/.test(arg))) return 'change'
  const dangers = args.flatMap((arg, at) => {
    if (!/^-(?:exec|ok)/.test(arg)) return []
    const end = args.findIndex((word, index) => index > at && (word === ';' || word === '+'))
    return [
      context.inner(
        args.slice(at + 1, end < 0 ? args.length : end).filter((word) => word !== '{}'),
      ),
    ]
  })
  return dangers.includes('destroy') ? 'destroy' : dangers.includes('change') ? 'change' : 'read'
}

const psql: Rule = (args, context) => {
  const statements: string[] = []
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? ''
    const inline = /^--command=([\s\S]*)$/.exec(arg)?.[1] ?? /^-[A-Za-z]*c([\s\S]+)$/.exec(arg)?.[1]
    if (/^-[A-Za-z]*c$/.test(arg) || arg === '--command') statements.push(args[++index] ?? '')
    else if (inline !== undefined) statements.push(inline)
    else if (/^(?:-[A-Za-z]*f|--file)/.test(arg)) return 'destroy'
    else if (/^(?:-[oL]|--output|--log-file)/.test(arg)) return 'change'
  }
  if (statements.length === 0) {
    if (args.some((arg) => arg === '-l' || arg === '--list' || arg === '--version')) return 'read'
    return context.readsInput ? 'destroy' : 'change'
  }
  const dangers = statements.map(sqlDanger)
  return dangers.includes('destroy')
    ? 'destroy'
    : dangers.every((danger) => danger === 'read')
      ? 'read'
      : 'change'
}

const redisValue = /^(?:-[hpanurisdt]|--(?:user|pass|pattern|cacert|cert|key|sni|count|type))$/
const redisPlain =
  /^(?:-[c23ev]|--(?:raw|no-raw|csv|json|tls|insecure|no-auth-warning|scan|bigkeys|memkeys|hotkeys|stat|latency|latency-history|latency-dist|verbose|version))$/

const redisCli: Rule = (args, context) => {
  const words = withoutOptions(args, redisValue)
  const [name = ''] = words
  if (/^(?:flushall|flushdb|del|unlink|shutdown|restore|debug|failover)$/i.test(name))
    return 'destroy'
  // An unknown option may take the next word, or run a script, or send a file.
  const known = args.every(
    (arg, at) =>
      !arg.startsWith('-') ||
      redisValue.test(arg) ||
      redisPlain.test(arg) ||
      redisValue.test(args[at - 1] ?? ''),
  )
  if (!known) return 'change'
  if (words.length > 0) return onlyReads(words) || name.toLowerCase() === 'keys' ? 'read' : 'change'
  return args.some((arg) => redisPlain.test(arg) && arg.length > 4) && !context.readsInput
    ? 'read'
    : 'change'
}

/** Settings and options by which git writes files or runs programs. */
const gitRuns =
  /^(?:-c|ext::.*|--(?:config-env|exec-path|git-dir|work-tree|output|ext-diff|textconv|upload-pack|exec)(?:=.*)?)$/

const git: Rule = (args) => {
  if (args.some((arg) => gitRuns.test(arg))) return 'change'
  const words = withoutOptions(args, /^-C$/)
  const [name = '', second = ''] = words
  const forced = args.some((arg) =>
    /^(?:-f|--force(?:-with-lease)?|--hard|-D|--mirror|--delete)/.test(arg),
  )
  if (forced && /^(?:push|reset|clean|branch|checkout|switch|tag)$/.test(name)) return 'destroy'
  if (name === 'clean' || (name === 'push' && second.startsWith('+'))) return 'destroy'
  if (
    /^(?:status|log|show|diff|rev-parse|describe|ls-remote|ls-files|ls-tree|blame|shortlog|cat-file|merge-base|rev-list)$/.test(
      name,
    )
  )
    return 'read'
  if (/^(?:branch|tag|remote|stash)$/.test(name)) {
    return words.length === 1 && name !== 'stash'
      ? 'read'
      : /^(?:list|show|get-url)$/.test(second)
        ? 'read'
        : 'change'
  }
  return 'change'
}

const npm: Rule = bySubcommand(
  /^(?:ls|list|outdated|view|info|why|audit$|ping|whoami)\b/,
  /(?:^|[ :])(?:reset|drop|destroy|purge|unpublish|wipe|truncate|restore)\b/,
)
const packageRunner: Rule = (args) =>
  /(?:^|[ :/])(?:reset|drop|destroy|purge|wipe|truncate|restore|force-reset)\b/.test(args.join(' '))
    ? 'destroy'
    : 'change'
const versionOnly: Rule = (args) =>
  args.length === 1 && /^(?:--version|-v|-V|version)$/.test(args[0] ?? '') ? 'read' : 'change'

const rules: Record<string, Rule> = {
  ...Object.fromEntries(
    `pg_isready uptime whoami id uname df du free ls cat head tail wc grep egrep fgrep zgrep zcat cut tr ps pgrep
    netstat lsof dig nslookup host ping traceroute mtr stat file md5sum sha1sum sha256sum sha512sum shasum cksum
    echo printf true false test [ sleep wait which type vmstat iostat nproc lscpu getent cmp realpath basename
    dirname pwd cd set diff jq last w lsblk nl seq`
      .split(/\s+/)
      .map((name) => [name, always('read')]),
  ),
  ...Object.fromEntries(
    `rm rmdir shred dd wipefs mkfs fdisk parted truncate dropdb dropuser shutdown reboot halt poweroff`
      .split(/\s+/)
      .map((name) => [name, always('destroy')]),
  ),
  hostname: (args) =>
    args.every((arg) => arg.startsWith('-') && !/^(?:-F|--file|-b)/.test(arg)) ? 'read' : 'change',
  // A bare number sets the clock.
  date: readsUnless(/^(?:-s|--set|\d)/),
  ss: readsUnless(/^(?:-[a-zA-Z]*K|--kill)/),
  rg: readsUnless(/^--pre/),
  base64: readsUnless(/^(?:-o|--output)/),
  // What it exports may change what later commands do, as with PATH.
  export: readsUnless(/=/),
  sort: readsUnless(/^(?:-[a-zA-Z]*o|--output|--compress-program)/),
  uniq: (args) => (args.filter((arg) => !arg.startsWith('-')).length < 2 ? 'read' : 'change'),
  yq: readsUnless(/^(?:-[a-zA-Z]*i|--inplace|-s|--split)/),
  awk: readsUnless(/system|getline|[|>@]|^-[fiEl]/),
  sed: (args) =>
    args[0] === '-n' &&
    /^[\d,$]*p$/.test(args[1] ?? '') &&
    args.every((arg) => !/^(?:-.*i|--in-place)/.test(arg))
      ? 'read'
      : 'change',
  nc: (args) => (args.some((arg) => /^-[a-z]*z/.test(arg)) ? 'read' : 'change'),
  openssl: (args) =>
    /^(?:s_client|version|x509|verify|dgst)$/.test(args[0] ?? '') && !args.includes('-out')
      ? 'read'
      : 'change',
  journalctl: readsUnless(/^--(?:vacuum|rotate|flush|sync|relinquish)/, 'destroy'),
  systemctl: bySubcommand(
    /^(?:status|is-active|is-enabled|is-failed|list-units|list-timers|list-unit-files|show|cat)\b/,
    /^(?:poweroff|reboot|halt|kexec|isolate)\b/,
    /^(?:-[ntHM]|--(?:type|state|property))$/,
  ),
  service: (args) => (args[1] === 'status' && args.length === 2 ? 'read' : 'change'),
  pm2: bySubcommand(
    /^(?:list|ls|status|describe|show|logs|info|prettylist)\b/,
    /^(?:delete|kill|flush)\b/,
  ),
  curl: curlDanger,
  wget: (args) => {
    const quiet =
      args.includes('--spider') ||
      args.some(
        (arg, at) =>
          /^-[a-z]*O-$/.test(arg) ||
          (/^(?:-[a-z]*O|--output-document)$/.test(arg) &&
            /^(?:-|\/dev\/null)$/.test(args[at + 1] ?? '')),
      )
    return quiet &&
      !args.some((arg) =>
        /^--(?:post|method|body|execute|input|config|output-file|append|directory)|^-[a-zA-Z]*[aeoiP]/.test(
          arg,
        ),
      )
      ? 'read'
      : 'change'
  },
  find,
  psql,
  mysql: (args) => {
    const at = args.findIndex((arg) => arg === '-e' || arg === '--execute')
    return at < 0 ? 'change' : sqlDanger(args[at + 1] ?? '')
  },
  pg_dump: readsUnless(/^(?:-[a-zA-Z]*f|--file)/),
  pg_restore: (args) => (args.some((arg) => arg === '-l' || arg === '--list') ? 'read' : 'destroy'),
  'redis-cli': redisCli,
  docker: containerDanger,
  podman: containerDanger,
  'docker-compose': (args, context) => containerDanger(['compose', ...args], context),
  kubectl: kubernetesDanger,
  helm: bySubcommand(
    /^(?:list|ls|status|history|get|version|show)\b/,
    /^(?:uninstall|delete)\b/,
    /^(?:-n|--namespace|--kube-context)$/,
  ),
  fly: bySubcommand(
    /^(?:status|logs|version|doctor|releases(?: list)?$|(?:machines?|m) (?:list|status)|apps list|checks list|secrets list|ips list|regions list|scale show|volumes list|certs (?:list|show|check)|config (?:show|validate)|image show|postgres list)/,
    /\b(?:destroy|delete|remove|rm|detach|wipe|kill)\b/,
    /^(?:-[acr]|--(?:app|config|region|machine))$/,
  ),
  git,
  gh: bySubcommand(
    /^(?:run (?:list|view|watch)|pr (?:view|list|status|checks|diff)|release (?:list|view)|repo view|workflow (?:list|view)|issue (?:list|view)|auth status)\b/,
    /\bdelete\b/,
    /^(?:-R|--repo)$/,
  ),
  terraform: bySubcommand(
    /^(?:show|output|validate|version|state (?:list|show)|providers)\b/,
    /\bdestroy\b/,
  ),
  aws: bySubcommand(
    /^(?:s3 ls|[a-z0-9-]+ (?:describe|list|get|head)-[a-z-]+|sts get-caller-identity)\b/,
    /\b(?:delete|terminate|rm|rb|purge)\b/,
    /^--[a-z-]+$/,
  ),
  npm,
  pnpm: npm,
  yarn: npm,
  npx: packageRunner,
  bunx: packageRunner,
  node: versionOnly,
  python: versionOnly,
  python3: versionOnly,
  sh: shell,
  bash: shell,
  zsh: shell,
  dash: shell,
  ssh,
  sudo: wrapper(/^-[ugpCTh]$/),
  // What it sets may change what the program does, as with PATH.
  env: (args, context) => {
    const at = args.findIndex((arg) => !arg.startsWith('-') && !arg.includes('='))
    const danger = at < 0 ? 'change' : context.inner(args.slice(at))
    return at > 0 && danger === 'read' ? 'change' : danger
  },
  time: wrapper(/^$/),
  nice: wrapper(/^-n$/),
  nohup: wrapper(/^$/),
  command: (args, context) =>
    /^-[vV]$/.test(args[0] ?? '') ? 'read' : wrapper(/^$/)(args, context),
  exec: wrapper(/^$/),
  timeout: wrapper(/^(?:-[ks]|--signal|--kill-after)$/, 1),
  watch: wrapper(/^(?:-n|--interval)$/),
  xargs: wrapper(/^-[IdELnPs]$/),
  flyctl: (args, context) => rules.fly?.(args, context) ?? 'change',
}

/** The danger of a call whose program is known; undefined where it is not. */
export function programDanger(words: string[], context: RuleContext): Danger | undefined {
  const [program = '', ...args] = words
  const name = program.replace(/^\/(?:usr\/)?(?:local\/)?s?bin\//, '')
  const rule = Object.hasOwn(rules, name)
    ? rules[name]
    : name.startsWith('mkfs.')
      ? always('destroy')
      : undefined
  return rule?.(args, context)
}

export const hasRule = (name: string): boolean => Object.hasOwn(rules, name)
