import type { z } from 'zod'

import type { Result } from '../../shared/result.ts'
import type {
  CallName,
  CallOutput,
  CallParsed,
  SubscriptionEntry,
  SubscriptionName,
  Subscriptions,
} from '../../shared/rpc/contract.ts'
import type { RangeHost } from '../practice/range-host.ts'
import type { Redactor } from '../secrets/redactor.ts'
import type { KeyedSource } from './keyed-source.ts'

/** Who asks: one window, browser or program, for as long as its connection lasts. */
export interface Client {
  readonly id: string
  /** Aborted when the connection is gone. */
  readonly gone: AbortSignal
}

export interface CallContext {
  /** Aborted when the caller cancels or its connection goes. */
  signal: AbortSignal
  /** Absent where the engine is called in its own process. */
  client?: Client
}

export type CallHandler<N extends CallName> = (
  input: CallParsed<N>,
  context: CallContext,
) => Promise<Result<CallOutput<N>>>

export type SubscriptionParsed<N extends SubscriptionName> = z.output<Subscriptions[N]['input']>

export type SubscriptionOpener<N extends SubscriptionName> = (
  input: SubscriptionParsed<N>,
  context?: Pick<CallContext, 'client'>,
) => Result<KeyedSource<SubscriptionEntry<N>>>

export type CallHandlers = { [N in CallName]: CallHandler<N> }
export type SubscriptionSources = { [N in SubscriptionName]: SubscriptionOpener<N> }

/** Everything that a connection may ask of the engine. One missing entry is a compile error. */
export interface EngineService {
  /** Names this life of the engine: another id means that it was restarted. */
  readonly engineId: string
  readonly handlers: CallHandlers
  readonly sources: SubscriptionSources
  /** For the cause of a bug, before it is logged or crosses to a window. */
  readonly redactor: Pick<Redactor, 'redact'>
  readonly log: EngineLog
}

/** The engine's own log: for whoever looks into a bug, never for evidence. Takes redacted text. */
export interface EngineLog {
  error(text: string): void
}

/** Keeps secrets by the operating system's keyring. */
export interface Protector {
  /** Gives base64 that only this user on this machine can open. */
  seal(secret: string): Promise<Result<string>>
  open(sealed: string): Promise<Result<string>>
}

/** What surrounds the engine: Electron's main process, or nothing (CLI, browser mode). */
export interface EngineHost {
  log: EngineLog
  /** Absent where there is no keyring, or only a pretence of one: secrets stay in memory. */
  protector?: Protector
  /** The machine goes to sleep and wakes. Never called where nothing can tell. */
  onPower(listener: (event: 'suspend' | 'resume') => void): () => void
  /** Where the practice range runs. Absent: on a thread of the engine. */
  range?: RangeHost
}

/** A running engine. */
export interface Engine {
  service: EngineService
  dispose(): Promise<void>
}

export interface EngineOptions {
  /** Default: the platform's convention. */
  dataDir?: string
  host: EngineHost
}
