import { requiredText } from './config-fields.ts'

/** The one field by which a probe's connections take another way. */
export const viaField = requiredText
  .optional()
  .describe(
    'name of a host in the profile that the connection leaves from, over SSH: for what only that host can reach. Names are looked up there',
  )

/** What is looked at, and from where. */
export function through(target: string, via: string | undefined): string {
  return via === undefined ? target : `${target} via ${via}`
}
