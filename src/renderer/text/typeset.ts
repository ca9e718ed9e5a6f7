/**
 * French typography: no line may begin with `»`, `:`, `;`, `?` or `!`, nor end with `«`. Applied to
 * patterns and never to values: a command that is copied from a sentence must stay as it was. The
 * `::` of a number’s style is no punctuation.
 */
export function typesetFrench(pattern: string): string {
  return pattern
    .replace(/« /g, '«\u00a0')
    .replace(/ »/g, '\u00a0»')
    .replace(/ :(?!:)/g, '\u00a0:')
    .replace(/ (?=[;?!])/g, '\u202f')
}
