import { z } from 'zod'

/**
 * Field types of probe configs. A config is checked twice: as the author wrote it, when a number
 * may still be `${port}`, and again with its variables filled in.
 */

const holdsVariable = /\$\{[^}]+\}/

/** A whole number, the same as digits, or a text that a variable will turn into digits. */
export function wholeNumber(min: number, max: number) {
  return z.union(
    [
      z.int().min(min).max(max),
      z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number)
        .pipe(z.int().min(min).max(max)),
      z.string().regex(holdsVariable),
    ],
    { error: `a whole number from ${min} to ${max}, or a \${variable}` },
  )
}

export const text = z.string()
export const requiredText = z.string().min(1, 'must not be empty')
export const port = wholeNumber(1, 65_535)

/** Environment variables by name. */
export const environment = z.record(
  z.string().regex(/^[A-Za-z_]\w*$/, 'a variable name'),
  z.string(),
)

/** The number in a field whose variables are filled in; NaN where one was left. */
export function filledIn(value: number | string): number {
  return typeof value === 'number' ? value : Number(value)
}
