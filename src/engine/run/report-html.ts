import type { ItemState } from '../../shared/model/run.ts'
import { html, raw, type Html } from './html.ts'
import { pageHtml } from './page-html.ts'
import type { Fact, ReportContent, ReportItem } from './report-content.ts'
import { verdictMarks } from './report-marks.ts'
import type { ReportWords } from './report-words.ts'

export function reportHtml(report: ReportContent, { t, locale }: ReportWords): string {
  return pageHtml(
    { title: report.title, locale },
    html`<h1>${report.title}</h1>
      ${factList(report.facts)}
      <h2>${t('report.summary')}</h2>
      <ul class="counts">
        ${report.counts.map(
          ({ state, word, count }) => html`<li>${verdict(state, word)} <b>${count}</b></li>`,
        )}
      </ul>
      <h2>${t('report.attention')}</h2>
      ${attention(report, t('report.all-green'))}
      ${
        report.decisions.length > 0
          ? html`<h2>${t('report.decisions')}</h2>
              ${report.decisions.map(
                ({ what, override, facts }) =>
                  html`<div class="result ${override ? 'nogo' : ''}">
                    <p>${text(what)}</p>
                    ${factList(facts)}
                  </div> `,
              )}`
          : ''
      }
      <h2>${t('report.phases')}</h2>
      ${report.phases
        .filter((phase) => phase.items.length > 0)
        .map(
          (phase) =>
            html`<section>
              <h3>
                ${phase.title}${phase.due === undefined ? '' : html` <small>${phase.due}</small>`}
              </h3>
              ${phase.items.map(itemHtml)}
            </section> `,
        )}
      <h2>${t('report.signatures')}</h2>
      ${list(report.signatures.length > 0 ? report.signatures : [t('report.no-signatures')])}
      ${
        report.lessons.length > 0
          ? html`<h2>${t('report.lessons')}</h2>
              ${list(report.lessons)}`
          : ''
      }
      ${
        report.notes.length > 0
          ? html`<h2>${t('report.notes')}</h2>
              ${list(report.notes)}`
          : ''
      }
      <h2>${t('report.timeline')}</h2>
      <table>
        <thead>
          <tr>
            <th>#</th>
            <th>${t('report.when')}</th>
            <th>${t('report.who')}</th>
            <th>${t('report.what')}</th>
          </tr>
        </thead>
        <tbody>
          ${report.timeline.map(
            (event) =>
              html`<tr${event.undone ? raw(' class="undone"') : ''}><td class="num">${event.seq}</td><td class="narrow">${event.when}</td><td class="who">${event.who}</td><td>${event.undone ? t('report.undone', { what: event.what }) : event.what}</td></tr>
`,
          )}
        </tbody>
      </table>
      <h2>${t('report.chain')}</h2>
      <p>${verdict(report.integrity.valid ? 'passed' : 'failed', report.integrity.sentence)}</p>
      ${factList([report.integrity.head])} `,
  )
}

function attention(report: ReportContent, allGreen: string): Html {
  if (report.attention.length === 0) return html`<p>${verdict('passed', allGreen)}</p>`
  return html`<table class="attention">
    <tbody>
      ${report.attention.map(
        (item) =>
          html`<tr>
            <td class="narrow">${verdict(item.state, item.word)}</td>
            <td class="num">${item.number}</td>
            <td><a href="#i${item.number}">${item.title}</a></td>
            <td>${item.why}</td>
          </tr> `,
      )}
    </tbody>
  </table>`
}

function itemHtml(item: ReportItem): Html {
  return html`<article id="i${item.number}">
    <h4>${verdict(item.state, item.word)} <span class="num">${item.number}</span> ${item.title}</h4>
    ${item.remarks.map((remark) => html`<p class="remark">${text(remark)}</p> `)}${item.results.map(
      (result) =>
        html`<div class="result ${verdictMarks[result.state].tone}">
          <p>${verdict(result.state, result.word)} ${text(result.reason)}</p>
          ${factList(result.facts)}
        </div> `,
    )}
  </article> `
}

function verdict(state: ItemState, word: string): Html {
  const { glyph, tone } = verdictMarks[state]
  return html`<span class="v ${tone}"><i aria-hidden="true">${glyph}</i> ${word}</span>`
}

/** Keeps the line ends of what people wrote. */
function text(value: string): Html {
  return html`<span class="text">${value}</span>`
}

function factList(facts: readonly Fact[]): Html {
  return html`<dl>
    ${facts.map(
      ({ label, value, literal }) =>
        html`<dt>${label}</dt>
          <dd>${literal ? html`<code>${value}</code>` : value}</dd> `,
    )}
  </dl>`
}

function list(lines: readonly string[]): Html {
  return html`<ul>
    ${lines.map((line) => html`<li>${text(line)}</li> `)}
  </ul>`
}
