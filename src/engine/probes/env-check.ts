import { compileRegex } from '../text/linear-regex.ts'
import type { EnvRule } from './env-rules.ts'

export type Variables = ReadonlyMap<string, string>

/** The rules as `missing` names and `NAME: rule` texts. No text holds a value of a variable. */
export function checkRules(
  variables: Variables,
  rules: readonly EnvRule[],
  fileExists: (path: string) => boolean,
): { missing: string[]; violations: string[] } {
  const missing = new Set<string>()
  const violations: string[] = []
  for (const rule of rules) {
    for (const name of [rule.name].flat()) {
      const value = variables.get(name) ?? ''
      if (value === '') {
        if (rule.required) missing.add(name)
        continue
      }
      for (const broken of brokenRules(value, rule, variables, fileExists)) {
        violations.push(`${name}: ${broken}`)
      }
    }
  }
  return { missing: [...missing], violations }
}

function brokenRules(
  value: string,
  rule: EnvRule,
  variables: Variables,
  fileExists: (path: string) => boolean,
): string[] {
  const broken: string[] = []
  const demand = (holds: boolean, text: string) => {
    if (!holds) broken.push(text)
  }
  const length = Array.from(value).length
  const number = Number(value)
  if (rule.equals !== undefined) demand(value === rule.equals, `equals ${rule.equals}`)
  if (rule.oneOf) demand(rule.oneOf.includes(value), `oneOf ${rule.oneOf.join(', ')}`)
  if (rule.notOneOf) demand(!rule.notOneOf.includes(value), `notOneOf ${rule.notOneOf.join(', ')}`)
  if (rule.pattern !== undefined) {
    const pattern = compileRegex(rule.pattern)
    demand(pattern.ok && pattern.value.test(value), `pattern ${rule.pattern}`)
  }
  if (rule.minLength !== undefined) demand(length >= rule.minLength, `minLength ${rule.minLength}`)
  if (rule.maxLength !== undefined) demand(length <= rule.maxLength, `maxLength ${rule.maxLength}`)
  if (rule.minEntropyBits !== undefined) {
    demand(entropyBits(value) >= rule.minEntropyBits, `minEntropyBits ${rule.minEntropyBits}`)
  }
  if (rule.min !== undefined) demand(isNumber(value) && number >= rule.min, `min ${rule.min}`)
  if (rule.max !== undefined) demand(isNumber(value) && number <= rule.max, `max ${rule.max}`)
  if (rule.type) demand(readsAs[rule.type](value), `type ${rule.type}`)
  if (rule.url) demand(rule.url.includes(schemeOf(value) ?? ''), `url ${rule.url.join(', ')}`)
  if (rule.contains !== undefined)
    demand(value.includes(rule.contains), `contains ${rule.contains}`)
  for (const text of rule.notContains ?? []) demand(!value.includes(text), `notContains ${text}`)
  if (rule.eachOneOf) {
    const allowed = rule.eachOneOf
    const parts = value.split(',').map((part) => part.trim())
    demand(
      parts.every((part) => allowed.includes(part)),
      `eachOneOf ${allowed.join(', ')}`,
    )
  }
  for (const other of rule.differsFrom ?? [])
    demand(variables.get(other) !== value, `differsFrom ${other}`)
  if (rule.fileExists) demand(fileExists(value), 'fileExists')
  return broken
}

const readsAs: Record<NonNullable<EnvRule['type']>, (value: string) => boolean> = {
  number: isNumber,
  integer: (value) => /^[+-]?\d+$/.test(value),
  boolean: (value) => /^(true|false|1|0|yes|no|on|off)$/i.test(value),
  url: (value) => schemeOf(value) !== undefined,
  email: (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
  json: isJson,
  duration: (value) => /^\d+(\.\d+)?\s*(ms|s|m|h|d|w|y)$/.test(value),
}

function isNumber(value: string): boolean {
  return value.trim() !== '' && Number.isFinite(Number(value))
}

function schemeOf(value: string): string | undefined {
  const url = URL.parse(value)
  return url && (url.host !== '' || url.protocol === 'file:')
    ? url.protocol.slice(0, -1)
    : undefined
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}

/** Shannon: length times the entropy of its own characters. An upper bound on real randomness. */
export function entropyBits(value: string): number {
  const characters = Array.from(value)
  const counts = new Map<string, number>()
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1)
  let perCharacter = 0
  for (const count of counts.values()) {
    const share = count / characters.length
    perCharacter -= share * Math.log2(share)
  }
  return Math.round(perCharacter * characters.length * 10) / 10
}
