export const runMessages = {} as const
