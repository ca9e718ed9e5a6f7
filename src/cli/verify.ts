import { verifyExport } from '../engine/run/run-file.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { endOfFailure, print, printJson, readNamedFile, say } from './terminal.ts'

/** Whether an exported run's history holds. 1 where it does not, 3 where it is no such file. */
export async function verify(path: string, options: { json?: boolean }): Promise<ExitCode> {
  const verified = await verifyExport(await readNamedFile(path))
  if (!verified.ok) throw endOfFailure(verified.failure)
  const { valid, events, headHash, firstBad } = verified.value
  if (options.json) {
    printJson({ ...verified.value, problem: firstBad && say(firstBad.problem) })
  } else {
    print(`${valid ? '●' : '▲'} ${events} events, head ${headHash}`)
    if (firstBad) print(`  ${firstBad.seq}: ${say(firstBad.problem)}`)
  }
  return valid ? exitCodes.passed : exitCodes.failed
}
