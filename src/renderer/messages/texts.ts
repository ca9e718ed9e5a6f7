import type { Translations } from '../../shared/messages/message.ts'
import { alertsTexts } from './alerts.ts'
import { budgetsTexts } from './budgets.ts'
import { checklistTexts } from './checklist.ts'
import { commonTexts } from './common.ts'
import { decisionTexts } from './decision.ts'
import { drillTexts } from './drill.ts'
import { eventTexts } from './event.ts'
import { frameTexts } from './frame.ts'
import { healthTexts } from './health.ts'
import { homeTexts } from './home.ts'
import { incidentTexts } from './incident.ts'
import { lessonTexts } from './lesson.ts'
import { logFindingsTexts } from './log-findings.ts'
import { logsTexts } from './logs.ts'
import { noticesTexts } from './notices.ts'
import { profilesTexts } from './profiles.ts'
import { queuesTexts } from './queues.ts'
import { readinessTexts } from './readiness.ts'
import { rollbackLeadTexts } from './rollback-lead.ts'
import { rollbackPlansTexts } from './rollback-plans.ts'
import { rollbackTexts } from './rollback.ts'
import { scenariosTexts } from './scenarios.ts'
import { settingsTexts } from './settings.ts'
import { timelineTexts } from './timeline.ts'
import { wallTexts } from './wall.ts'
import { warRoomTexts } from './war-room.ts'

/** Every sentence that the window says by itself. One file a screen, one entry a sentence. */
export const texts = {
  ...alertsTexts,
  ...commonTexts,
  ...frameTexts,
  ...eventTexts,
  ...homeTexts,
  ...checklistTexts,
  ...timelineTexts,
  ...noticesTexts,
  ...profilesTexts,
  ...settingsTexts,
  ...decisionTexts,
  ...drillTexts,
  ...readinessTexts,
  ...budgetsTexts,
  ...healthTexts,
  ...queuesTexts,
  ...incidentTexts,
  ...lessonTexts,
  ...logsTexts,
  ...logFindingsTexts,
  ...scenariosTexts,
  ...rollbackPlansTexts,
  ...rollbackLeadTexts,
  ...rollbackTexts,
  ...wallTexts,
  ...warRoomTexts,
} satisfies Record<string, Translations>
