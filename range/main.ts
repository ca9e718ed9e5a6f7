import { formatMessage } from '../src/shared/messages/format.ts'
import type { PartStatus } from './messages.ts'
import { startRange } from './range.ts'

/** `npm run range`: a small production on loopback, until Ctrl-C. */
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stop.abort())
}
const locale = /^fr/i.test(process.env['LC_ALL'] ?? process.env['LANG'] ?? '') ? 'fr' : 'en'
const marks = { up: '●', down: '○', missing: '○' }

function show({ name, state, message }: PartStatus): void {
  const words = message ? `  ${formatMessage(message, locale)}` : ''
  console.log(`  ${marks[state]} ${name.padEnd(16)} ${state.padEnd(8)}${words}`)
}

try {
  console.log('Starting the range on this machine’s loopback:')
  await using range = await startRange({ onPart: show, signal: stop.signal })
  console.log('')
  for (const { name, url } of Object.values(range.services)) {
    console.log(`  ${name.padEnd(18)} ${url}`)
  }
  console.log(`\n  profile            ${range.profilePath}`)
  for (const { path } of range.runbooks) console.log(`  runbook            ${path}`)
  const { controlScript, degradations } = range
  console.log(`\n  sh ${controlScript} stop|start postgres|redis`)
  console.log(`  sh ${controlScript} worse|better KIND, where KIND is one of`)
  console.log(`    ${[...degradations.possible].join(' ')}`)
  console.log('\nCtrl-C stops it and leaves nothing behind.')
  if (!stop.signal.aborted) {
    await new Promise((resolve) => stop.signal.addEventListener('abort', resolve, { once: true }))
  }
  console.log('\nStopping…')
} catch (error) {
  if (!stop.signal.aborted) throw error
}
