/** The least and the most that each number among the settings may be. */
export const settingRanges = {
  concurrency: [1, 32],
  monitorConcurrency: [8, 256],
  monitorConcurrencyPerTarget: [1, 64],
  sampleBudgetMb: [100, 100_000],
  redisCommandsPerSecond: [10, 10_000],
} as const satisfies Record<string, readonly [min: number, max: number]>
export type NumberSettingName = keyof typeof settingRanges
