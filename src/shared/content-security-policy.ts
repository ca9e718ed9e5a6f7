/**
 * What a window may load, the same in the desktop and in a browser: our own files and nothing
 * else. No inline script and no eval. Inline styles stay allowed: the scroll lock and the
 * scroll areas of our component library write `<style>` elements.
 */
export function contentSecurityPolicy(engineOrigins: string[] = []): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src ${["'self'", ...engineOrigins].join(' ')}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

/** Sent with every answer that carries a file or a page of ours. */
export function securityHeaders(engineOrigins: string[] = []): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(engineOrigins),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), display-capture=(), usb=()',
  }
}
