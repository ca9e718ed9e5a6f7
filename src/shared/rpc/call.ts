import { z } from 'zod'

/** One call: what goes in, checked by the engine, and what comes out, checked by the compiler. */
export interface Call<I extends z.ZodType = z.ZodType, O = unknown> {
  input: I
  output: Output<O>
}
/** Carries a type and nothing else. */
export interface Output<O> {
  readonly type?: O
}
export const call = <I extends z.ZodType, O>(input: I, output: Output<O>): Call<I, O> => ({
  input,
  output,
})
export const gives = <O>(): Output<O> => ({})
export const nothing = z.strictObject({})

export const id = z.string().min(1).max(200)
export const shortText = z.string().max(500)
export const longText = z.string().max(20_000)
export const personName = z.string().trim().min(1).max(120)
export const isoTime = z.iso.datetime()
export const runId = z.strictObject({ runId: id })
