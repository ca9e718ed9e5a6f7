import type { Locale } from '../../shared/messages/message.ts'
import { html, raw, type Html } from './html.ts'
import { reportCss } from './report-css.ts'

/** A page in one file, with no script and nothing to fetch: it reads the same in ten years, on paper too. */
export function pageHtml({ title, locale }: { title: string; locale: Locale }, body: Html): string {
  const page = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <style>
          ${raw(reportCss)}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `
  return page.html
}
