const minutesOf: Record<string, number> = { s: 1 / 60, m: 1, h: 60, j: 1440, d: 1440 }

/** A number and its unit, in French or in English: `15 min`, `> 30 minutes`, `1h`, `une heure`. */
const lasting =
  /(?<![\w.,])(\d+(?:[.,]\d+)?|une?|an?|half an|une demi[ -])\s*(s|secs?|seconde?s?|seconds?|m|mn|mins?|minutes?|h|hr|hrs|heures?|hours?|j|jours?|d|days?)(?!\p{L})(?:\s?(\d{2})(?!\d))?/iu

/** Words of whoever is called first, whatever it is. */
const atOnce =
  /\b(?:at once|immediate(?:ly)?|right away|any(?: \w+)? (?:alert|alarm|incident|problem)|(?:every|each|all) (?:alerts?|alarms?|incidents?|problems?)|first (?:alert|call|line|responder)|always)\b|(?<!\p{L})(?:toutes?(?: les?)? (?:alertes?|alarmes?|incidents?)|tous?(?: les?)? (?:incidents?|problèmes?|alarmes?)|imm[ée]diat(?:ement|e)?|tout de suite|sans d[ée]lai|d[èe]s (?:l[ea] |l[’']|la première |le premier )?\p{L}+|chaque (?:alerte|alarme|incident)|premier (?:appel|niveau|contact)|toujours)(?!\p{L})/iu

/** A time of day, or how soon they answer: nothing of how long it must have lasted. */
const otherTimes = /\b(?:within|under|sous|en moins de|24\s*\/\s*7|24h\/24)\b/iu

/**
 * After how many minutes somebody is called, by the words of when: `Erreur non résolue > 15 min`,
 * `down for 1 h`, `Toute alerte`. Undefined where they do not tell: then a person decides.
 */
export function minutesBeforeCall(when: string): number | undefined {
  if (otherTimes.test(when)) return undefined
  const found = lasting.exec(when)
  if (found) {
    const [, amount = '', unit = '', rest] = found
    const count = /^half|demi/i.test(amount)
      ? 0.5
      : /^[a-z]/i.test(amount)
        ? 1
        : Number(amount.replace(',', '.'))
    const letter = unit.charAt(0).toLowerCase()
    const minutes = count * (minutesOf[letter] ?? 1)
    return Math.round(minutes + (letter === 'h' ? Number(rest ?? 0) : 0))
  }
  return atOnce.test(when) ? 0 : undefined
}
