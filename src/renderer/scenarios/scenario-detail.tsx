import { Tabs } from 'radix-ui'
import { useState } from 'react'

import type { Message } from '../../shared/messages/message.ts'
import type { ScenarioStatus } from '../../shared/model/scenario.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { useLocale, useOutline, useSay, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { AskPanel } from './ask-panel.tsx'
import { AttemptsTab } from './attempts-tab.tsx'
import { ScenarioBar } from './scenario-bar.tsx'
import { ScenarioHead } from './scenario-head.tsx'
import { firstBroken } from './sequence.ts'
import { StepSequence } from './step-sequence.tsx'
import { attemptMoment } from './time-text.ts'
import { useAttempts } from './use-attempts.ts'
import { useScenarioActions } from './use-scenario-actions.ts'
import { useScenarioKeys } from './use-scenario-keys.ts'
import { useScenarioPreview } from './use-scenario-preview.ts'

interface ScenarioDetailProps {
  status: ScenarioStatus
  statuses: readonly ScenarioStatus[]
  /** The one that is being played, this or another. */
  running?: ScenarioStatus
}

type Tab = 'sequence' | 'attempts'

/** What is looked at, until something is begun or asked. */
interface Look {
  tab: Tab
  /** An earlier execution; the newest when absent. */
  viewedId: string | undefined
  turn: string
}

const tabOf = (value: string): Tab => (value === 'attempts' ? 'attempts' : 'sequence')

const lookAtSteps: Look = { tab: 'sequence', viewedId: undefined, turn: '' }

/** One scenario in full: what can be done with it, its steps as they went, and its earlier runs. */
export function ScenarioDetail({ status, statuses, running }: ScenarioDetailProps) {
  const t = useText()
  const { ui } = useSession()
  const outline = useOutline()
  const actions = useScenarioActions()
  const attempts = useAttempts(status)
  const preview = useScenarioPreview(status.scenarioId)
  const [look, setLook] = useState<Look>(lookAtSteps)
  const [cancelledId, setCancelledId] = useState<string>()
  // What begins or is asked now is what one wants to see, whatever was looked at before.
  const turn = `${status.attemptId ?? ''} ${status.asking ?? ''}`
  const { tab, viewedId } = look.turn === turn ? look : lookAtSteps
  const lookAt = (tab: Tab, viewedId?: string) => setLook({ tab, viewedId, turn })

  const spec = outline?.runbook.scenarios.find(({ id }) => id === status.scenarioId)
  const all = attempts.state === 'ready' ? attempts.value : []
  const viewed = viewedId === undefined ? undefined : all.find((one) => one.attemptId === viewedId)
  const shown = viewed ?? status
  // What would be done now says nothing of an earlier execution.
  const resolved = viewed || preview?.state !== 'ready' ? undefined : preview.value
  const hasTails = (outline?.runbook.tails.length ?? 0) > 0
  const showLogs = (at: string) => ui.showLogsAt(at)
  const brokenAt = firstBroken(shown)?.startedAt
  const openItem = () => {
    ui.select(status.itemId)
    ui.go('checklist')
  }
  const cancel = async () => {
    const { attemptId, scenarioId } = status
    setCancelledId(attemptId)
    if (await actions.cancel(scenarioId)) return
    setCancelledId((now) => (now === attemptId ? undefined : now))
  }
  const hasCleanUp = (spec?.after.length ?? 0) > 0
  const view = (attemptId: string | undefined) => {
    lookAt('sequence', attemptId === status.attemptId ? undefined : attemptId)
  }
  useScenarioKeys({
    status,
    statuses,
    isOtherRunning: running !== undefined && running !== status,
    hasCleanUp,
    actions,
    onCancel: () => void cancel(),
    onCompare: () => lookAt(tab === 'attempts' ? 'sequence' : 'attempts'),
    onItem: openItem,
    ...(hasTails && brokenAt !== undefined ? { onLogs: () => showLogs(brokenAt) } : {}),
  })
  return (
    <section className="scenario-detail" aria-label={status.title}>
      <ScenarioHead
        status={shown}
        {...(spec ? { spec } : {})}
        onItem={openItem}
        {...(resolved ? { preview: resolved } : {})}
      >
        <ScenarioBar
          status={status}
          actions={actions}
          hasCleanUp={hasCleanUp}
          isCancelled={cancelledId !== undefined && cancelledId === status.attemptId}
          onCancel={() => void cancel()}
          isRefused={preview?.state === 'ready' && preview.value.refused !== undefined}
          {...(running && running.scenarioId !== status.scenarioId ? { other: running } : {})}
        />
      </ScenarioHead>
      <Tabs.Root
        value={tab}
        onValueChange={(value) => lookAt(tabOf(value))}
        className="scenario-tabs"
      >
        <Tabs.List className="tabs" aria-label={status.title}>
          <Tabs.Trigger value="sequence">{t('scenarios.tab-sequence')}</Tabs.Trigger>
          <Tabs.Trigger value="attempts">
            {attempts.state === 'ready'
              ? t('scenarios.tab-attempts', { count: all.length })
              : t('scenarios.tab-attempts-uncounted')}{' '}
            <kbd>D</kbd>
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="attempts" className="scenario-body">
          <AttemptsTab attempts={attempts} onShow={view} />
        </Tabs.Content>
        {/* Another execution is looked at from its top. */}
        <Tabs.Content key={viewed?.attemptId ?? ''} value="sequence" className="scenario-body">
          {status.asking !== undefined && (
            <AskPanel key={status.asking} scenarioId={status.scenarioId} question={status.asking} />
          )}
          {viewed && <EarlierBanner status={viewed} onBack={() => lookAt('sequence')} />}
          {preview?.state === 'failed' && <FailureNote failure={preview.failure} />}
          {preview?.state === 'ready' && preview.value.refused && (
            <Refused reason={preview.value.refused} />
          )}
          <StepSequence
            key={shown.attemptId}
            status={shown}
            {...(spec ? { spec } : {})}
            {...(resolved ? { preview: resolved } : {})}
            {...(hasTails ? { onLogs: showLogs } : {})}
          />
        </Tabs.Content>
      </Tabs.Root>
    </section>
  )
}

function Refused({ reason }: { reason: Message }) {
  const say = useSay()
  return (
    <div className="note-box pending">
      <Verdict tone="pending" word={say(reason)} />
    </div>
  )
}

/** An earlier execution never passes for the latest. */
function EarlierBanner({ status, onBack }: { status: ScenarioStatus; onBack: () => void }) {
  const t = useText()
  const locale = useLocale()
  const when = status.startedAt === undefined ? '' : attemptMoment(status.startedAt, locale)
  return (
    <div className="note-box pending scenario-earlier" role="status">
      <Verdict tone="pending" word={t('scenarios.earlier-shown', { when })} />
      <button type="button" onClick={onBack}>
        {t('scenarios.back-to-latest')}
      </button>
    </div>
  )
}
