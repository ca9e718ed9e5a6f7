import type { Locale } from '../../shared/messages/message.ts'
import { reportContent, type ReportInput } from './report-content.ts'
import { reportHtml } from './report-html.ts'
import { reportMarkdown } from './report-markdown.ts'
import { reportWords } from './report-words.ts'

/** A run's report: what was decided, on what evidence, by whom. `timeZone`: this machine's if absent. */
export function renderReport(
  format: 'markdown' | 'html',
  input: ReportInput & { locale: Locale; timeZone?: string },
): string {
  const words = reportWords(input.locale, input.timeZone)
  const content = reportContent(input, words)
  return format === 'html' ? reportHtml(content, words) : reportMarkdown(content, words)
}
