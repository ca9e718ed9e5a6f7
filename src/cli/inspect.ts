import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'

import { probeOf } from '../engine/probes/registry.ts'
import { bundleFiles, overlayNameOf } from '../engine/runbook/overlay-bundle.ts'
import { parseRunbook } from '../engine/runbook/parse-runbook.ts'
import { message } from '../shared/messages/message.ts'
import type { Due, Item, Runbook } from '../shared/model/runbook.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { print, printJson, readNamedFile, say } from './terminal.ts'

/** A runbook with the overlay beside it, as the application opens it. */
export async function openRunbook(path: string): Promise<Runbook> {
  const beside = overlayNameOf(path)
  const bytes = bundleFiles({
    runbook: await readNamedFile(path),
    overlay: existsSync(beside) ? await readNamedFile(beside) : undefined,
  })
  return parseRunbook({ bytes, fileName: basename(path), path: resolve(path) })
}

/** What Warroom reads in a runbook. 3 where the author has a mistake to correct, else 0. */
export async function inspect(path: string, options: { json?: boolean }): Promise<ExitCode> {
  const runbook = await openRunbook(path)
  if (options.json) printJson(asJson(runbook))
  else printRunbook(runbook)
  const hasMistake = runbook.problems.some(({ severity }) => severity === 'error')
  return hasMistake ? exitCodes.badInput : exitCodes.passed
}

function asJson(runbook: Runbook) {
  const { text: _text, overlay, repairs, problems, ...rest } = runbook
  return {
    ...rest,
    overlay: overlay?.fileName,
    repairs: repairs.map((repair) => ({ ...repair, text: say(repair.message) })),
    problems: problems.map((problem) => ({ ...problem, text: say(problem.message) })),
  }
}

function printRunbook(runbook: Runbook): void {
  const { title, items, phases, problems, repairs, contacts } = runbook
  const checks = items.reduce((count, item) => count + item.checks.length, 0)
  print(`${title}  (${items.length} items, ${checks} checks, ${phases.length} phases)`)
  if (runbook.overlay) print(runbook.overlay.fileName)
  for (const phase of phases) {
    const own = items.filter((item) => item.phaseId === phase.id)
    if (own.length === 0) continue
    print()
    print(`${'#'.repeat(phase.depth)} ${phase.title}${dueText(phase.due)}`)
    for (const item of own) printItem(item)
  }
  if (contacts.length > 0) print()
  for (const { level, name, when } of contacts)
    print([level, name, when].filter(Boolean).join(' · '))
  if (repairs.length > 0) print()
  for (const repair of repairs) print(say(repair.message))
  if (problems.length > 0) print()
  for (const problem of problems) {
    const { line, column, severity, suggestion: word } = problem
    const fix = word === undefined ? '' : ` ${say(message('library.suggestion', { word }))}`
    print(
      `${problem.file ?? runbook.fileName}:${line}:${column}: ${severity}: ${say(problem.message)}${fix}`,
    )
  }
}

function printItem(item: Item): void {
  const indent = '  '.repeat(item.depth)
  print(`${indent}${item.number}  ${item.title}  {#${item.id}} :${item.line}${dueText(item.due)}`)
  for (const command of item.commands) {
    for (const line of command.text.split('\n'))
      print(`${indent}     $ ${line}  [${command.danger}]`)
  }
  for (const check of item.checks)
    print(`${indent}     ${check.kind}: ${check.expect ?? probeOf(check.kind).defaultExpect}`)
}

const dueText = (due: Due | undefined) => (due ? `  (${due.source})` : '')
