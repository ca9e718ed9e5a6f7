import { Command } from 'cmdk'
import { Dialog as Primitive } from 'radix-ui'
import { useStore } from 'zustand'

import { useRunActions } from '../checklist/actions.ts'
import { useDrillUnderWay } from '../drill/use-drills.ts'
import { useMonitorActions } from '../health/use-monitor-actions.ts'
import { useIncidentBlocked, useOpenIncident } from '../incident/use-incident.ts'
import { foldText } from '../logic/filter.ts'
import { isIdle } from '../logic/monitors.ts'
import { useReturnFocus } from '../parts/use-return-focus.ts'
import { PaletteScenarios } from '../scenarios/palette-scenarios.tsx'
import {
  useBlocked,
  useHead,
  useMonitor,
  useOutline,
  useSettings,
  useText,
  useUi,
} from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { railKey, railScreens } from '../state/ui.ts'
import { PaletteItems } from './palette-items.tsx'
import { PaletteMonitors } from './palette-monitors.tsx'

/** Ctrl or Command K: every screen, every act, every item of the run, by typing part of its name. */
export function Palette() {
  const open = useUi((state) => state.paletteOpen)
  return open ? <OpenPalette /> : null
}

function OpenPalette() {
  const t = useText()
  const session = useSession()
  const { ui } = session
  const returnFocus = useReturnFocus()
  const runOpen = useUi((state) => state.runId !== undefined)
  const close = () => ui.setState({ paletteOpen: false })
  const then = (act: () => void) => () => {
    close()
    act()
  }
  return (
    <Primitive.Root open onOpenChange={(open) => !open && close()}>
      <Primitive.Portal>
        <div className="overlay fade-in" />
        <Primitive.Content
          className="palette fade-in"
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
        >
          <Primitive.Title className="sr">{t('palette.title')}</Primitive.Title>
          <Command label={t('palette.title')} filter={matches} loop>
            <Command.Input placeholder={t('palette.placeholder')} />
            <Command.List>
              <Command.Empty>{t('palette.nothing')}</Command.Empty>
              <Command.Group heading={t('palette.screens')}>
                {railScreens(runOpen).map((screen, index) => (
                  <Command.Item
                    key={screen}
                    value={`screen ${screen}`}
                    keywords={[t(`screen.${screen}`)]}
                    onSelect={then(() => ui.go(screen))}
                  >
                    {t(`screen.${screen}`)}
                    {railKey(index) !== undefined && <kbd>Alt {railKey(index)}</kbd>}
                  </Command.Item>
                ))}
              </Command.Group>
              <Actions then={then} />
              <PaletteItems then={then} />
              <PaletteScenarios then={then} />
              <PaletteMonitors then={then} />
              <Runs then={then} />
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

/** Every typed word must be found, accents and case aside; the order of the list stays. */
function matches(value: string, search: string, keywords?: string[]): number {
  const text = foldText([value, ...(keywords ?? [])].join(' '))
  return foldText(search)
    .split(/\s+/)
    .every((word) => text.includes(word))
    ? 1
    : 0
}

type Then = (act: () => void) => () => void

function Actions({ then }: { then: Then }) {
  const t = useText()
  const session = useSession()
  const { ui } = session
  const head = useHead()
  const blocked = useBlocked()
  const outline = useOutline()
  const selected = useUi((state) => state.selectedItemId)
  const actions = useRunActions()
  const monitors = useMonitorActions()
  const monitor = useMonitor(useUi((state) => state.selectedCheckId) ?? '')
  const theme = useSettings()?.theme
  const runId = useUi((state) => state.runId)
  const openIncident = useOpenIncident()
  const incidentBlocked = useIncidentBlocked()
  const drill = useDrillUnderWay()
  const item = outline?.items.get(selected ?? '')
  const nextTheme = theme === 'light' ? 'dark' : 'light'
  return (
    <Command.Group heading={t('palette.actions')}>
      <Action
        id="start"
        text={t('runs.start')}
        onSelect={then(() => ui.open({ kind: 'start-run' }))}
      />
      {head && !blocked && (
        <>
          <Action
            id="run-all"
            text={t('checks.run-all')}
            keys="Ctrl Shift R"
            onSelect={then(actions.runAll)}
          />
          {item && (
            <>
              <Action
                id="run-phase"
                text={t('phase.run')}
                keys="Shift R"
                onSelect={then(() => actions.runPhase(item.phaseId))}
              />
              <Action
                id="sign"
                text={t('phase.sign')}
                keys="S"
                onSelect={then(() => actions.sign(item.phaseId))}
              />
              <Action
                id="waive"
                text={`${t('item.waive')} ${item.number}`}
                keys="W"
                onSelect={then(() => actions.waive(item.id))}
              />
            </>
          )}
          {monitor && (
            <Action
              id="pause-monitor"
              text={`${t(isIdle(monitor.state) ? 'health.resume' : 'health.pause')} ${monitor.title}`}
              keys="P"
              onSelect={then(() => monitors.togglePause(monitor.checkId))}
            />
          )}
          <Action id="undo" text={t('keys.undo')} keys="U" onSelect={then(() => actions.undo())} />
          <Action
            id="run-note"
            text={t('note.run-title')}
            onSelect={then(() => ui.open({ kind: 'run-note' }))}
          />
          <Action
            id="add-tail"
            text={t('logs.add-title')}
            onSelect={then(() => ui.open({ kind: 'add-tail' }))}
          />
          <Action
            id="close-run"
            text={t('side.close')}
            onSelect={then(() => ui.open({ kind: 'close-run', reopen: false }))}
          />
        </>
      )}
      <Action
        id="rollback"
        text={t('rollback.palette')}
        keys="Alt R"
        onSelect={then(() => ui.go('rollback'))}
      />
      {head && !openIncident && !incidentBlocked && (
        <Action
          id="incident"
          text={t('incident.open-do')}
          onSelect={then(() => ui.open({ kind: 'incident', about: { ask: 'open' } }))}
        />
      )}
      {head && !incidentBlocked && (
        <Action
          id="lesson"
          text={t('lesson.add-title')}
          onSelect={then(() => ui.open({ kind: 'lesson' }))}
        />
      )}
      {!drill && (
        <Action
          id="drill"
          text={t('drill.practice')}
          onSelect={then(() => ui.open({ kind: 'drill', about: { show: 'start' } }))}
        />
      )}
      <Action
        id="wall"
        text={t('war-room.wall')}
        onSelect={then(() => session.host.openWall(runId))}
      />
      <Action
        id="keys"
        text={t('keys.title')}
        keys="?"
        onSelect={then(() => ui.open({ kind: 'keys' }))}
      />
      <Action
        id="theme"
        text={`${t('settings.theme')} · ${t(`settings.${nextTheme}`)}`}
        onSelect={then(() => void session.ask('settings.set', { theme: nextTheme }))}
      />
    </Command.Group>
  )
}

interface ActionProps {
  id: string
  text: string
  keys?: string
  onSelect: () => void
}

function Action({ id, text, keys, onSelect }: ActionProps) {
  return (
    <Command.Item value={`action ${id}`} keywords={[text]} onSelect={onSelect}>
      {text}
      {keys !== undefined && <kbd>{keys}</kbd>}
    </Command.Item>
  )
}

function Runs({ then }: { then: Then }) {
  const t = useText()
  const { ui, runs } = useSession()
  const entries = useStore(runs, (mirror) => mirror.entries)
  if (entries.size === 0) return null
  return (
    <Command.Group heading={t('palette.runs')}>
      {[...entries.values()].map((run) => (
        <Command.Item
          key={run.id}
          value={`run ${run.id}`}
          keywords={[run.title]}
          onSelect={then(() => ui.openRun(run.id))}
        >
          <span className="cut">{run.title}</span>
          <span className="dim">{t(`environment.${run.environment}`)}</span>
        </Command.Item>
      ))}
    </Command.Group>
  )
}
