/** Resolves once the signal is aborted. */
export function whenAborted(signal: AbortSignal) {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const onAbort = () => resolve(undefined)
  signal.addEventListener('abort', onAbort)
  if (signal.aborted) onAbort()
  return {
    promise,
    [Symbol.dispose]: () => signal.removeEventListener('abort', onAbort),
  }
}
