/** Under this, a value would blank out ordinary text everywhere. */
export const minSecretLength = 4

/** How a value looks in what programs print: as it is, and in the encodings that they use. */
export function formsOf(value: string): string[] {
  const forms = new Set<string>()
  for (const part of [value, ...linesOf(value)]) {
    forms.add(part)
    for (const form of escapedForms(part)) forms.add(form)
    for (const form of encodedForms(part)) forms.add(form)
  }
  return [...forms].filter((form) => form.trim().length >= minSecretLength)
}

/** No key has more; what a target calls one may. */
const mostLines = 500

/** A key printed line by line. Its first and last lines are the same in every key: not secret. */
function linesOf(value: string): string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim())
  if (lines.length === 1) return []
  return lines
    .filter((line) => line.length >= minSecretLength && !line.startsWith('-----'))
    .slice(0, mostLines)
}

function escapedForms(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const ascii = json.replace(/[\u007f-\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return [
    json,
    ascii,
    json.replaceAll('/', '\\/'),
    ascii.replaceAll('/', '\\/'),
    text.replaceAll("'", `'\\''`),
    html,
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    ...urlForms(text),
  ]
}

function urlForms(text: string): string[] {
  // A lone half of a character cannot be URL-encoded, and no program prints one.
  const encoded = encodeURIComponent(text.toWellFormed())
  const strict = encoded.replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  })
  const cased = [encoded, strict].flatMap((form) => [
    form,
    form.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
  ])
  return cased.flatMap((form) => [form, form.replaceAll('%20', '+')])
}

function encodedForms(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8')
  const hex = bytes.toString('hex')
  const base64 = [0, 1, 2].map((offset) => base64At(bytes, offset))
  return [
    hex,
    hex.toUpperCase(),
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    ...base64.map((form) => encodeURIComponent(form)),
  ]
}

/**
 * The characters that a value always becomes when it stands `offset` bytes after a multiple of three
 * in something longer: those which share bits with its neighbours are left out.
 */
function base64At(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
  const first = Math.ceil((offset * 8) / 6)
  const end = Math.floor(((offset + bytes.length) * 8) / 6)
  return encoded.slice(first, end)
}
