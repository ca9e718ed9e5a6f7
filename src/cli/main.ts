import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'

import packageJson from '../../package.json' with { type: 'json' }
import { check, type CheckOptions } from './check.ts'
import { exitCodes } from './exit-codes.ts'
import { inspect } from './inspect.ts'
import { monitor, type MonitorOptions } from './monitor.ts'
import { scenario, type ScenarioOptions } from './scenario.ts'
import { tail, type TailOptions } from './tail.ts'
import { CommandEnd } from './terminal.ts'
import { verify } from './verify.ts'

/** `warroom`: the engine without a window, for pipelines and for tests from outside. */
const program = new Command('warroom')
  .description('The engine of Warroom without a window.')
  .version(packageJson.version)
  .exitOverride()

const json = () => new Option('--json', 'print JSON')

program
  .command('inspect')
  .description('phases, items with their commands and checks, repairs and problems of a runbook')
  .argument('<file>', 'the runbook')
  .addOption(json())
  .action(async (file: string, options: { json?: boolean }) => {
    process.exitCode = await inspect(file, options)
  })

program
  .command('check')
  .description('run checks once: exit 0 passed, 1 failed, 2 unknown, 3 bad input')
  .argument('<file>', 'the runbook')
  .requiredOption('--profile <profile>', 'a profile’s file, or its name in the data folder')
  .option('--item <id>', 'only this item, by id or number')
  .option('--agree <token...>', 'run the commands that these tokens stand for although they change')
  .option(
    '--for <duration>',
    'how long to follow the logs at most, for checks that look back over them; as long as they look back when absent',
  )
  .addOption(json())
  .action(async (file: string, options: CheckOptions) => {
    process.exitCode = await check(file, options)
  })

program
  .command('monitor')
  .description(
    'watch the checks that have an interval, and judge the gates: exit 0 all held and no gate is against it, 1 one failed or a gate is NO-GO, 2 unknown, 3 bad input',
  )
  .argument('<file>', 'the runbook')
  .requiredOption('--profile <profile>', 'a profile’s file, or its name in the data folder')
  .option('--for <duration>', 'how long', '60s')
  .option('--item <id>', 'only this item, by id or number')
  .addOption(json())
  .action(async (file: string, options: MonitorOptions) => {
    process.exitCode = await monitor(file, options)
  })

program
  .command('tail')
  .description(
    'follow the tails as one stream: exit 0 all were followed, 1 a critical pattern was seen, 2 a tail was not followed all along, 3 bad input',
  )
  .argument('<file>', 'the runbook')
  .requiredOption('--profile <profile>', 'a profile’s file, or its name in the data folder')
  .option('--for <duration>', 'how long; until it is interrupted when absent')
  .option('--filter <filter>', 'only these lines, such as: level>=warn event=rate_limited')
  .addOption(new Option('--json', 'print a JSON object a line, the summary last'))
  .action(async (file: string, options: TailOptions) => {
    process.exitCode = await tail(file, options)
  })

program
  .command('scenario')
  .description('play one scenario: exit 0 it holds, 1 it does not, 2 unknown, 3 bad input')
  .argument('<file>', 'the runbook')
  .requiredOption('--profile <profile>', 'a profile’s file, or its name in the data folder')
  .requiredOption('--id <id>', 'the scenario')
  .option('--yes', 'agree to all of its steps')
  .addOption(json())
  .action(async (file: string, options: ScenarioOptions) => {
    process.exitCode = await scenario(file, options)
  })

program
  .command('verify')
  .description(
    'whether an exported run’s history holds: exit 0 it does, 1 it does not, 3 bad input',
  )
  .argument('<file>', 'the exported run')
  .addOption(json())
  .action(async (file: string, options: { json?: boolean }) => {
    process.exitCode = await verify(file, options)
  })

program
  .command('serve')
  .description('browser mode: the same screens, for browsers on this machine')
  .option('--port <number>', 'the port; any free one by default', parsePort)
  .option('--data <dir>', 'the data folder')
  .option('--no-open', 'only print the address')
  .action(async (options: { port?: number; data?: string; open: boolean }) => {
    // Only this command needs the screens, and what serves them.
    const { serve } = await import('./serve.ts')
    await serve(options)
  })

function parsePort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('a number from 0 to 65535')
}

// A reader such as `head` may leave before the end: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode)
  throw error
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.passed : exitCodes.badInput
  } else if (error instanceof CommandEnd) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = error.exitCode
  } else {
    throw error
  }
}
