import { inertText } from './report-text.ts'

/** What a forge would turn into a link by itself. */
const address = /((?:https?:\/\/|ftp:\/\/|mailto:|xmpp:|www\.)[^\s|`]*|[^\s|`]+@[^\s|`]+)/i

/** On one line, with all that Markdown, a forge or HTML would read into it taken as text. */
export function inline(text: string): string {
  return inertText(text)
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .split(address)
    .map((part, index) => (index % 2 === 1 ? code(part) : plain(part)))
    .join('')
    .replace(/^([#+=-])|^(\d+)([.)])(?=\s|$)/, String.raw`$2\$1$3`)
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function plain(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]~|$]/g, String.raw`\$&`)
    .replaceAll(/[&<>]/g, (char) => entities[char] ?? char)
}

/** A code span longer than any run of backticks in it; line ends are shown as ⏎. */
export function code(text: string): string {
  const line = inertText(text).replaceAll('\n', ' ⏎ ')
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const padding = /^[` ]|[` ]$/.test(line) ? ' ' : ''
  return line === '' ? '' : fence + padding + line + padding + fence
}
