export const rangeMessages = {} as const
