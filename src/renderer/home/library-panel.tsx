import { Ellipsis, FileSearch, FolderOpen, Play, Trash2 } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useMemo } from 'react'
import { useStore } from 'zustand'

import type { RunbookEntry } from '../../shared/rpc/views.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { FileButton } from '../parts/file-button.tsx'
import { Verdict } from '../parts/verdict.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'
import { useFileOpener } from './open-files.ts'

export function LibraryPanel() {
  const t = useText()
  const session = useSession()
  const opener = useFileOpener()
  const runbooks = useStore(session.runbooks)
  // What the user opened comes first, newest on top; then what came with Warroom.
  const sorted = useMemo(
    () =>
      [...runbooks.entries.values()].sort(
        (a, b) =>
          Number(a.builtIn) - Number(b.builtIn) ||
          (a.builtIn ? a.fileName.localeCompare(b.fileName) : b.openedAt.localeCompare(a.openedAt)),
      ),
    [runbooks],
  )
  return (
    <section className="panel" aria-label={t('library.title')}>
      <header>
        <h2>{t('library.title')}</h2>
        <span className="grow" />
        <FileButton
          accept=".md,.markdown,.txt,.text"
          className="primary"
          onFile={(file) => void opener.openRunbook(file)}
        >
          <FolderOpen size={14} aria-hidden="true" />
          {t('library.open')}
        </FileButton>
      </header>
      {runbooks.failure && <FailureNote failure={runbooks.failure} />}
      {!runbooks.loaded && !runbooks.failure && <Waiting />}
      {runbooks.loaded && sorted.length === 0 && (
        <div className="empty">
          <b>{t('library.none')}</b>
          <p>{t('library.none-about')}</p>
        </div>
      )}
      <ul>
        {sorted.map((entry) => (
          <RunbookRow key={entry.hash} entry={entry} />
        ))}
      </ul>
      <p className="panel-foot dim">{t('home.drop')}</p>
    </section>
  )
}

function RunbookRow({ entry }: { entry: RunbookEntry }) {
  const t = useText()
  const session = useSession()
  const { ui } = session
  return (
    <li className="library-row">
      <button type="button" className="library-open" onClick={() => ui.inspect(entry.hash)}>
        <span className="line">
          <b className="cut">{entry.title}</b>
          {entry.builtIn && <span className="tag">{t('library.built-in')}</span>}
        </span>
        <span className="dim cut">{entry.path ?? entry.fileName}</span>
        <span className="line wrap dim">
          <span>{t('library.items', { count: entry.items })}</span>
          <span aria-hidden="true">·</span>
          <span>{t('library.checks', { count: entry.checks })}</span>
          {entry.repairs > 0 && (
            <>
              <span aria-hidden="true">·</span>
              <span>{t('library.repairs', { count: entry.repairs })}</span>
            </>
          )}
          {entry.problems > 0 && (
            <Verdict tone="pending" word={t('library.problems', { count: entry.problems })} />
          )}
        </span>
      </button>
      <button
        type="button"
        aria-label={`${t('runs.start')} ${entry.title}`}
        onClick={() => ui.open({ kind: 'start-run', runbookHash: entry.hash })}
      >
        <Play size={13} aria-hidden="true" />
        {t('library.start')}
      </button>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <button
            type="button"
            className="quiet icon"
            aria-label={t('library.menu', { name: entry.title })}
          >
            <Ellipsis size={15} aria-hidden="true" />
          </button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu fade-in" align="end" sideOffset={4}>
            <DropdownMenu.Item onSelect={() => ui.inspect(entry.hash)}>
              <FileSearch size={14} aria-hidden="true" />
              {t('library.inspect')}
            </DropdownMenu.Item>
            {!entry.builtIn && (
              <DropdownMenu.Item
                onSelect={() => void session.ask('runbook.forget', { hash: entry.hash })}
              >
                <Trash2 size={14} aria-hidden="true" />
                <span>
                  {t('library.forget')}
                  <br />
                  <span className="dim">{t('library.forget-about')}</span>
                </span>
              </DropdownMenu.Item>
            )}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </li>
  )
}
