import { message } from '../../shared/messages/message.ts'
import type { ReadinessPart } from '../../shared/model/readiness.ts'
import { placeOfBackup } from './backup-place.ts'
import { ask, textFact, worstState, type LineFinding, type LookContext } from './look.ts'
import { textOf } from './plan-actions.ts'
import { lastRestore } from './restored.ts'
import { scratchBackupsOf, type ScratchBackup } from './scratch-backups.ts'

const sumTimeoutMs = 600_000
const usualAgeMs = 26 * 3_600_000
/** What was restored longer ago says little of the backups that are made today. */
const restoredDays = 30

/** Its age by the clock of where it lies: no other clock need be right. */
const script = `set -eu
if [ ! -f "$FILE" ]; then echo gone; exit 0; fi
changed=$(stat -c %Y "$FILE" 2>/dev/null || stat -f %m "$FILE")
echo "there $(expr "$(date +%s)" - "$changed" || true) $(wc -c < "$FILE")"
if [ -z "$SHA256" ] && [ -f "$FILE.sha256" ]; then SHA256=$(cut -d ' ' -f 1 "$FILE.sha256"); fi
if [ -z "$SHA256" ]; then echo no-sum; exit 0; fi
command -v sha256sum >/dev/null || { echo no-program; exit 0; }
if printf '%s  %s\\n' "$SHA256" "$FILE" | sha256sum -c - >/dev/null 2>&1; then echo sum-good; else echo sum-bad; fi`

type Wish = Pick<ScratchBackup, 'file' | 'on' | 'env' | 'variables' | 'isOver'>

/** Is every backup that would be put back there, whole, fresh, and was it ever put back? */
export async function lookBackup(context: LookContext): Promise<LineFinding> {
  const { spec } = context
  if (spec.backup === 'none')
    return { state: 'not-applicable', reason: message('readiness.backup.declared-none') }
  const different = wishesOf(context)
  const maxAgeMs = spec.backup?.maxAgeMs ?? usualAgeMs
  const findings = await Promise.all(different.map((wish) => lookAt(wish, maxAgeMs, context)))
  const worst = worstState(findings.map(({ state }) => state))
  const decisive = findings.find(({ state }) => state === worst)
  if (!decisive)
    return {
      state: 'unknown',
      reason: message('readiness.backup.not-named'),
      todo: message('readiness.backup.not-named-todo'),
    }
  if (findings.length === 1) return decisive
  const parts = findings.map(({ state }, index): ReadinessPart => {
    const file = different[index]?.file ?? ''
    return { state, text: message('readiness.backup.of', { file, state }) }
  })
  return { ...decisive, parts }
}

function wishesOf({ spec: { backup }, plans }: LookContext): Wish[] {
  if (backup === 'none') return []
  const known = scratchBackupsOf(plans, backup ? { backup } : {})
  const wishes = known.map((one): Wish =>
    backup?.sha256 === undefined ? one : { ...one, env: { ...one.env, SHA256: backup.sha256 } },
  )
  if (!backup || wishes.length > 0) return wishes
  const { file, sha256 = '', on } = backup
  const env = { FILE: file, SHA256: sha256 }
  return [{ file, env, variables: {}, isOver: false, ...(on === undefined ? {} : { on }) }]
}

async function lookAt(wish: Wish, maxAgeMs: number, context: LookContext): Promise<LineFinding> {
  const { file, env, variables, on, isOver } = wish
  const answer = await ask(
    context,
    {
      kind: 'command',
      config: {
        run: script,
        env: { FILE: file, SHA256: textOf(env['SHA256']) ?? '' },
        ...(on === undefined ? {} : { on }),
      },
      timeoutMs: sumTimeoutMs,
    },
    variables,
  )
  if (answer.kind === 'unmeasurable')
    return { state: 'unknown', reason: answer.message, cause: answer.cause }
  const place = placeOfBackup(wish, (...check) => context.prepare(...check))
  const { profileName: profile } = context.run.head()
  return {
    target: answer.target,
    command: answer.command ?? '',
    ...judge(textFact(answer.facts, 'stdout'), {
      where: answer.target,
      maxAgeMs,
      nowMs: Date.parse(context.now()),
      restored: place ? lastRestore(context.histories(), { ...place, profile, isOver }) : {},
    }),
  }
}

function judge(
  said: string,
  known: {
    where: string
    maxAgeMs: number
    nowMs: number
    restored: ReturnType<typeof lastRestore>
  },
): LineFinding {
  const [first = '', sum] = said.split('\n')
  const { where, maxAgeMs, nowMs, restored } = known
  const notReady = (
    id:
      | 'readiness.backup.gone'
      | 'readiness.backup.empty'
      | 'readiness.backup.sum-bad'
      | 'readiness.backup.no-sum'
      | 'readiness.backup.old'
      | 'readiness.backup.never-restored'
      | 'readiness.backup.restored-long-ago'
      | 'readiness.backup.restore-failed',
    values?: Record<string, string | number>,
  ): LineFinding => ({
    state: 'not-ready',
    reason: message(id, values),
    todo: message(
      id === 'readiness.backup.never-restored' || id === 'readiness.backup.restored-long-ago'
        ? 'readiness.backup.restore-todo'
        : id === 'readiness.backup.no-sum'
          ? 'readiness.backup.sum-todo'
          : 'readiness.backup.new-todo',
    ),
  })
  if (first === 'gone') return notReady('readiness.backup.gone', { where })
  const found = /^there (-?\d+) +(\d+)$/.exec(first)
  if (!found || sum === undefined || sum === 'no-program')
    return {
      state: 'unknown',
      reason: message('readiness.part.unclear', { what: 'sha256', where }),
      todo: message('readiness.look-todo'),
    }
  const [ageS, size] = [Number(found[1]), Number(found[2])]
  const hours = Math.round(ageS / 360) / 10
  const facts = { age_s: ageS, size_bytes: size, sum, restored_at: restored.at ?? '' }
  if (size === 0) return { ...notReady('readiness.backup.empty', { where }), facts }
  if (sum === 'sum-bad') return { ...notReady('readiness.backup.sum-bad', { where }), facts }
  if (sum === 'no-sum') return { ...notReady('readiness.backup.no-sum', { where }), facts }
  if (ageS * 1000 > maxAgeMs)
    return {
      ...notReady('readiness.backup.old', { hours, limit: Math.round(maxAgeMs / 360_000) / 10 }),
      facts,
    }
  const { at: restoredAt, failedAt } = restored
  if (failedAt !== undefined)
    return {
      ...notReady('readiness.backup.restore-failed', { at: failedAt.slice(0, 10) }),
      facts,
    }
  if (restoredAt === undefined) return { ...notReady('readiness.backup.never-restored'), facts }
  const at = restoredAt.slice(0, 10)
  if (nowMs - Date.parse(restoredAt) > restoredDays * 24 * 3_600_000)
    return { ...notReady('readiness.backup.restored-long-ago', { at, days: restoredDays }), facts }
  return { state: 'ready', reason: message('readiness.backup.fine', { hours, at }), facts }
}
