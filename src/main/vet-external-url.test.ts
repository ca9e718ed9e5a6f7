import { describe, expect, it } from 'vitest'

import { vetExternalUrl } from './vet-external-url.ts'

const hostile = [
  'http://example.com/',
  'file:///etc/passwd',
  'file://server/share/run.exe',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'blob:https://example.com/1',
  'about:blank',
  'chrome://settings',
  'devtools://devtools/bundled/inspector.html',
  'view-source:https://example.com',
  'ms-msdt:/id PCWDiagnostic',
  'ms-officecmd:{}',
  'search-ms:query=x&crumb=location:\\\\evil',
  'smb://evil/share',
  'ssh://-oProxyCommand=calc/x',
  'telnet://evil',
  'mailto:a@b?attach=/etc/passwd',
  'app://warroom/',
  'intent://evil#Intent;scheme=http;end',
  'steam://run/1',
  'vscode://file/etc/passwd',
  'tel:+33123456789',
]
const disguised = [
  '',
  ' https://example.com',
  'https:example.com',
  'https:/example.com',
  'https:///etc/passwd',
  'https://',
  'https://user:password@example.com',
  'https://example.com@evil.example',
  'https://exa mple.com',
  'https://example.com/\nfile:///etc/passwd',
  'https://example.com/\0',
  'https://example.com/\u202Egpj.exe',
  'https://example.com/"&calc',
  'https://example.com/`id`',
  'https:\\\\evil',
  '\\\\evil\\share',
  '//example.com',
  'example.com',
  `https://example.com/${'a'.repeat(3_000)}`,
]

describe('bar 5: only https leaves', () => {
  it.each(hostile)('refuses %s', (url) => expect(vetExternalUrl(url)).toBeUndefined())
  it.each(disguised)('refuses %j', (url) => expect(vetExternalUrl(url)).toBeUndefined())
  it.each([
    ['https://example.com', 'https://example.com/'],
    ['HTTPS://Example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['https://fly.io/docs/é', 'https://fly.io/docs/%C3%A9'],
    ['https://127.0.0.1:8443/x', 'https://127.0.0.1:8443/x'],
  ])('lets %s through', (url, vetted) => expect(vetExternalUrl(url)).toBe(vetted))
})
