export const causeMessages = {} as const
