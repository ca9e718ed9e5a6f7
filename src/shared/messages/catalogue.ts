import { alertMessages } from './alert.ts'
import { budgetMessages } from './budget.ts'
import { causeMessages } from './cause.ts'
import { drillMessages } from './drill.ts'
import { failureMessages } from './failure.ts'
import { gateMessages } from './gate.ts'
import { hostMessages } from './host.ts'
import { incidentMessages } from './incident.ts'
import { lessonMessages } from './lesson.ts'
import { libraryMessages } from './library.ts'
import type { Translations } from './message.ts'
import { monitorMessages } from './monitor.ts'
import { noticeMessages } from './notice.ts'
import { practiceMessages } from './practice.ts'
import { profileMessages } from './profile.ts'
import { queueMessages } from './queue.ts'
import { rangeMessages } from './range.ts'
import { readinessMigrationMessages } from './readiness-migrations.ts'
import { readinessRestoreMessages } from './readiness-restore.ts'
import { readinessMessages } from './readiness.ts'
import { reportMessages } from './report.ts'
import { rollbackRunMessages } from './rollback-run.ts'
import { rollbackPlanMessages } from './rollback.ts'
import { runMessages } from './run.ts'
import { runbookMessages } from './runbook.ts'
import { scenarioMessages } from './scenario.ts'
import { shellMessages } from './shell.ts'
import { storeMessages } from './store.ts'
import { tailMessages } from './tail.ts'

/** Every sentence the engine can say. One file an area, one entry a sentence. */
export const catalogue = {
  ...budgetMessages,
  ...failureMessages,
  ...gateMessages,
  ...hostMessages,
  ...alertMessages,
  ...causeMessages,
  ...drillMessages,
  ...libraryMessages,
  ...monitorMessages,
  ...noticeMessages,
  ...practiceMessages,
  ...profileMessages,
  ...queueMessages,
  ...runbookMessages,
  ...runMessages,
  ...storeMessages,
  ...tailMessages,
  ...readinessMessages,
  ...readinessMigrationMessages,
  ...readinessRestoreMessages,
  ...reportMessages,
  ...rangeMessages,
  ...rollbackPlanMessages,
  ...rollbackRunMessages,
  ...incidentMessages,
  ...lessonMessages,
  ...scenarioMessages,
  ...shellMessages,
} satisfies Record<string, Translations>

export type MessageId = keyof typeof catalogue
