import { code, inline } from './markdown.ts'
import type { Fact, ReportContent, ReportItem } from './report-content.ts'
import { verdictMarks } from './report-marks.ts'
import type { ReportWords } from './report-words.ts'

/** Reads as text, and on any forge. What others wrote is escaped: it is never mark-up. */
export function reportMarkdown(report: ReportContent, words: ReportWords): string {
  const { t } = words
  const lines: string[] = [`# ${inline(report.title)}`, '']
  for (const fact of report.facts) lines.push(`- ${factLine(fact, words)}`)

  lines.push('', `## ${t('report.summary')}`, '')
  lines.push(`| ${t('report.state')} | ${t('report.items')} |`, '| --- | ---: |')
  for (const { state, word, count } of report.counts)
    lines.push(`| ${verdictMarks[state].glyph} ${word} | ${count} |`)

  lines.push('', `## ${t('report.attention')}`, '')
  if (report.attention.length === 0)
    lines.push(`${verdictMarks.passed.glyph} ${t('report.all-green')}`)
  for (const item of report.attention)
    lines.push(`- ${itemLine(item)}${item.why ? ` · ${inline(item.why)}` : ''}`)

  if (report.decisions.length > 0) lines.push('', `## ${t('report.decisions')}`, '')
  for (const { what, facts } of report.decisions) {
    lines.push(`- ${inline(what)}`)
    for (const fact of facts) lines.push(`  - ${factLine(fact, words)}`)
  }

  lines.push('', `## ${t('report.phases')}`)
  for (const phase of report.phases) {
    if (phase.items.length === 0) continue
    lines.push('', `### ${inline(phase.title)}${phase.due ? ` (${inline(phase.due)})` : ''}`, '')
    for (const item of phase.items) lines.push(...itemLines(item, words))
  }

  lines.push('', `## ${t('report.signatures')}`, '')
  const signatures = report.signatures.length > 0 ? report.signatures : [t('report.no-signatures')]
  for (const signature of signatures) lines.push(`- ${inline(signature)}`)
  if (report.lessons.length > 0) {
    lines.push('', `## ${t('report.lessons')}`, '')
    for (const lesson of report.lessons) lines.push(`- ${inline(lesson)}`)
  }
  if (report.notes.length > 0) {
    lines.push('', `## ${t('report.notes')}`, '')
    for (const note of report.notes) lines.push(`- ${inline(note)}`)
  }

  lines.push('', `## ${t('report.timeline')}`, '')
  lines.push(`| # | ${t('report.when')} | ${t('report.who')} | ${t('report.what')} |`)
  lines.push('| ---: | --- | --- | --- |')
  for (const { seq, when, who, what, undone } of report.timeline) {
    const said = undone ? t('report.undone', { what }) : what
    lines.push(`| ${seq} | ${inline(when)} | ${inline(who)} | ${inline(said)} |`)
  }

  const { valid, sentence, head } = report.integrity
  lines.push('', `## ${t('report.chain')}`, '')
  lines.push(`${verdictMarks[valid ? 'passed' : 'failed'].glyph} ${inline(sentence)}`, '')
  lines.push(factLine(head, words), '')
  return lines.join('\n')
}

function itemLine({ state, word, number, title }: ReportItem): string {
  return `${verdictMarks[state].glyph} **${word}** ${number} ${inline(title)}`
}

function itemLines(item: ReportItem, words: ReportWords): string[] {
  const lines = [`- ${itemLine(item)}`]
  for (const remark of item.remarks) lines.push(`  - ${inline(remark)}`)
  for (const { state, word, reason, facts } of item.results) {
    lines.push(`  - ${verdictMarks[state].glyph} **${word}** ${inline(reason)}`)
    for (const fact of facts) lines.push(`    - ${factLine(fact, words)}`)
  }
  return lines
}

function factLine({ label, value, literal }: Fact, { t }: ReportWords): string {
  const shown = literal ? code(value) : inline(value)
  return label === '' ? shown : t('report.labelled', { label: `**${label}**`, value: shown })
}
