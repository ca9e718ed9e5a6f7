/** The most that a probe reads of any answer: 1 MiB. */
export const maxBodyBytes = 1024 * 1024
