import type { Words } from './drill-words.ts'
import type { PracticeItem } from './phases.ts'

/** A way back, in both languages, with what it needs of the machine. */
export interface DrillPlan extends Pick<PracticeItem, 'needs'> {
  /** The fence `rollback`. */
  fence: {
    id: string
    title: Words
    /** Of two plans that fit, the first is proposed: whatever has a cause of its own comes before `release`. */
    when: Words[]
    budget: '5m'
    'safe-state': Words
    steps: object[]
    done: object[]
  }
}
