import type { Locale } from '../../shared/messages/message.ts'
import { html } from '../run/html.ts'
import { inline } from '../run/markdown.ts'
import { pageHtml } from '../run/page-html.ts'

export interface Section {
  heading: string
  paragraphs?: string[]
  list?: string[]
  table?: { head: string[]; rows: string[][] }
}

/** A text in sections, with no mark-up yet. */
export interface Document {
  title: string
  note: string
  sections: Section[]
}

/** Reads as text, and on any forge. What others wrote is escaped: it is never mark-up. */
export function documentMarkdown({ title, note, sections }: Document): string {
  const lines = [`# ${inline(title)}`, '', `_${inline(note)}_`]
  for (const { heading, paragraphs = [], list = [], table } of sections) {
    lines.push('', `## ${inline(heading)}`)
    if (list.length > 0) lines.push('', ...list.map((entry) => `- ${inline(entry)}`))
    for (const paragraph of paragraphs) lines.push('', inline(paragraph))
    if (table) {
      const row = (cells: readonly string[]) => `| ${cells.map(inline).join(' | ')} |`
      lines.push('', row(table.head), `| ${table.head.map(() => '---').join(' | ')} |`)
      lines.push(...table.rows.map(row))
    }
  }
  return `${lines.join('\n')}\n`
}

/** One file, with no script and nothing to fetch. */
export function documentHtml({ title, note, sections }: Document, locale: Locale): string {
  return pageHtml(
    { title, locale },
    html`<h1>${title}</h1>
      <p><small>${note}</small></p>
      ${sections.map(
        ({ heading, paragraphs = [], list = [], table }) =>
          html`<h2>${heading}</h2>
            ${
              list.length > 0
                ? html`<ul>
                    ${list.map((entry) => html`<li>${entry}</li>`)}
                  </ul>`
                : ''
            }
            ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
            ${
              table
                ? html`<table>
                    <thead>
                      <tr>
                        ${table.head.map((cell) => html`<th>${cell}</th>`)}
                      </tr>
                    </thead>
                    <tbody>
                      ${table.rows.map(
                        (row) =>
                          html`<tr>
                            ${row.map((cell) => html`<td>${cell}</td>`)}
                          </tr>`,
                      )}
                    </tbody>
                  </table>`
                : ''
            } `,
      )}`,
  )
}
