/**
 * Characters that do something to a screen instead of standing on it: C0 and C1 controls but line
 * feed and tab, and what turns or hides text (bidi controls, zero-width and line separators).
 */
const active =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g

/** Text that others wrote, with every such character named instead: `␛` is shown as `\u{1b}`. */
export function inertText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(active, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`)
}
