import type { Danger } from '../../shared/model/check.ts'
import type { RuleContext } from './program-rules.ts'

const globalOptions = /^(?:-[Hlc]|--(?:host|context|config|log-level))$/
const composeOptions =
  /^(?:-[fp]|--(?:file|project-name|profile|env-file|project-directory|ansi|progress))$/
const execOptions = /^(?:-[uwe]|--(?:user|workdir|env|env-file|detach-keys|index))$/

const reading =
  /^(?:ps|logs|inspect|images|stats|top|version|info|port|events|diff|history|search|(?:container|image|network|volume|context|node|service|stack) (?:ls|list|inspect|logs|ps|top|stats|port|history)|system (?:df|info|events)|compose (?:ps|logs|config|top|images|ls|version|events|port))(?: |$)/
const destroying =
  /^(?:rm|rmi|kill|(?:container|image|network|volume|system|builder|stack|service) (?:rm|remove|prune|kill)|compose (?:rm|kill)|volume prune)(?: |$)/

/** docker, podman and their compose: what looks, what changes, what cannot be taken back. */
export function containerDanger(args: string[], context: RuleContext): Danger {
  let words = skipOptions(args, globalOptions)
  if (words[0] === 'compose') words = ['compose', ...skipOptions(words.slice(1), composeOptions)]
  if (words[0] === 'container' && words[1] === 'exec') words = words.slice(1)
  const execAt = words[0] === 'exec' ? 1 : words[0] === 'compose' && words[1] === 'exec' ? 2 : 0
  if (execAt > 0) {
    const options = words.slice(
      execAt,
      words.length - skipOptions(words.slice(execAt), execOptions).length,
    )
    const inner = skipOptions(words.slice(execAt), execOptions).slice(1)
    if (options.some((option) => /^(?:-[a-z]*d|--detach$)/.test(option)) || inner.length === 0)
      return 'change'
    return context.inner(inner)
  }
  const call = words.join(' ')
  if (destroying.test(call)) return 'destroy'
  // `down` alone can be brought up again; its volumes cannot.
  if (/^compose down(?: |$)/.test(call))
    return / (?:-v|--volumes|--rmi)/.test(call) ? 'destroy' : 'change'
  return reading.test(call) ? 'read' : 'change'
}

export function kubernetesDanger(args: string[], context: RuleContext): Danger {
  const words = skipOptions(args, /^(?:-n|--(?:namespace|context|kubeconfig|cluster))$/)
  const call = words.join(' ')
  if (words[0] === 'exec') {
    const at = words.indexOf('--')
    return at < 0 ? 'change' : context.inner(words.slice(at + 1))
  }
  if (/^(?:delete|drain)(?: |$)/.test(call)) return 'destroy'
  return /^(?:get|describe|logs|top|version|cluster-info|explain|api-resources|rollout (?:status|history)|auth can-i|diff|config (?:view|current-context|get-contexts))(?: |$)/.test(
    call,
  )
    ? 'read'
    : 'change'
}

function skipOptions(args: string[], valueOptions: RegExp): string[] {
  let index = 0
  while ((args[index] ?? '').startsWith('-') && args[index] !== '--')
    index += valueOptions.test(args[index] ?? '') ? 2 : 1
  return args.slice(index)
}
