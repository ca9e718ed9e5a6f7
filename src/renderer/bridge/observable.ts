/** A value that changes, in the shape that React's `useSyncExternalStore` takes. */
export interface Observable<T> {
  /** The same object until the value changes. */
  get(): T
  subscribe(listener: () => void): () => void
}
