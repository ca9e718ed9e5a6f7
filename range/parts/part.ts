/** One real piece of the range: opened by a `startX`, gone without a trace when disposed of. */
export interface Part extends AsyncDisposable {
  readonly name: string
  /** Settles when its program has ended, asked or not; absent where no program of ours runs. */
  readonly ended?: Promise<void>
}

/** A part cannot be started because this machine lacks its program. */
export class MissingProgram extends Error {
  readonly program: string
  /** The command that installs it here. */
  readonly installHint: string

  constructor(program: string, installHint: string) {
    super(`${program} is not installed: ${installHint}`)
    this.name = 'MissingProgram'
    this.program = program
    this.installHint = installHint
  }
}
