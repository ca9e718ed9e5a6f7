/** Patterns of all kinds: plain words, classes, alternatives, anchors; `grep -E` reads each the same. */
export const patternsOfAllKinds = [
  'signed in',
  'ERROR|FATAL',
  'duration":[0-9]{3},',
  '^level=(warn|error)',
  'job [[:digit:]]*7 ',
  'timeout$',
  'tenant(Id)?["=:]+4[0-2]\\b',
  '\\[worker-[1-3]\\].*retry',
] as const

/** A log of four programs that take turns, the same each time. */
export function logLine(n: number): string {
  const atMs = 1_795_000_000_000 + n * 7
  const at = new Date(atMs).toISOString()
  const tenant = (n * 7919) % 50
  switch (n % 4) {
    case 0:
      return `{"level":${n % 36 === 0 ? 50 : 30},"time":${atMs},"event":"message_sent","tenantId":${tenant},"duration":${(n * 31) % 1200},"msg":"sent"}`
    case 1:
      return `${at} ${n % 97 === 0 ? 'ERROR' : 'INFO'} [worker-${n % 5}] job ${n} ${n % 13 === 0 ? 'retry after timeout' : 'done'}`
    case 2:
      return `level=${n % 50 === 2 ? 'warn' : 'info'} ts=${at} msg="user signed in" tenant=${tenant}`
    default:
      return `10.0.0.${n % 250} - - [21/Nov/2026:10:00:00 +0000] "GET /v1/items/${n} HTTP/1.1" ${n % 41 === 0 ? 502 : 200} ${n % 9000}`
  }
}
