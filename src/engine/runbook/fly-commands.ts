/** Words of an older Fly CLI, and what today's says instead (flyctl, 2026-08). */
const olderCommands: [RegExp, (match: RegExpExecArray) => string][] = [
  [
    /\bfly(?:ctl)?\s+releases\s+rollback\b[^\n]*/,
    () => 'fly releases --image && fly deploy --image REF',
  ],
  [/\bfly(?:ctl)?\s+restart\b(?:[ \t]+(\S+))?/, (match) => `fly apps restart ${match[1] ?? 'APP'}`],
  [/\bfly(?:ctl)?\s+logs\b[^\n]*?\s--tail\b[^\n]*/, (match) => match[0].replace(/\s--tail\b/, '')],
  [/\bfly(?:ctl)?\s+status\b[^\n]*?\s--all\b[^\n]*/, () => 'fly machine list'],
  [
    /\bfly(?:ctl)?\s+deploy\b[^\n]*?--no-release-command\b[^\n]*/,
    (match) => match[0].replace('--no-release-command', '--skip-release-command'),
  ],
]

/** Today's words for an older Fly command; undefined where it is current. */
export function modernFlyCommand(command: string): { older: string; today: string } | undefined {
  for (const [pattern, today] of olderCommands) {
    const match = pattern.exec(command)
    if (match) return { older: match[0].trim(), today: today(match).trim() }
  }
  return undefined
}
