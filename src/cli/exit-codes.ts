/** What the process answers to a pipeline. */
export const exitCodes = { passed: 0, failed: 1, unknown: 2, badInput: 3 } as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
