// ESC and C1 introducers with all that they take along: CSI, OSC, DCS, SOS, PM, APC, and short ones.
const escapes =
  // oxlint-disable-next-line no-control-regex -- these are what it is about
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g
/** Controls that are left, and characters that turn the direction of what follows. */
const controls =
  // oxlint-disable-next-line no-control-regex -- these are what it is about
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
const suspicious =
  // oxlint-disable-next-line no-control-regex -- these are what it is about
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/

/** Text that can only be read: colours and moves of a terminal are gone, other controls are shown as `␀`-like marks. */
export function inertText(text: string): string {
  if (!suspicious.test(text)) return text
  return text.replaceAll(escapes, '').replaceAll(controls, visible)
}

function visible(control: string): string {
  const code = control.charCodeAt(0)
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '␡' : '�'
}
