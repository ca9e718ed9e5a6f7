/** Whether the system will show what we say: `default` means that nobody was asked yet. */
export function systemPermission(): NotificationPermission | 'unsupported' {
  return 'Notification' in window ? Notification.permission : 'unsupported'
}

/** Asks the person, by the browser; to be called from a click. */
export async function askPermission(): Promise<NotificationPermission | 'unsupported'> {
  return 'Notification' in window ? Notification.requestPermission() : 'unsupported'
}

export interface SystemNotice {
  title: string
  body: string
  /** The same one is shown once. */
  tag: string
  urgent: boolean
  onOpen: () => void
}

/** Shows one through the operating system; without its sound, for we have our own. */
export function showSystemNotice({ title, body, tag, urgent, onOpen }: SystemNotice): void {
  if (systemPermission() !== 'granted') return
  const shown = new Notification(title, { body, tag, silent: true, requireInteraction: urgent })
  shown.addEventListener('click', () => {
    window.focus()
    onOpen()
    shown.close()
  })
}
