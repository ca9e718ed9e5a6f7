import type { DesktopBridge } from '../../src/shared/rpc/desktop.ts'

declare global {
  interface Window {
    warroom?: DesktopBridge
  }
}
