export const runbookMessages = {} as const
