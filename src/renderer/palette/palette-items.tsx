import { Command, useCommandState } from 'cmdk'

import { useOutline, useText } from '../state/hooks.ts'
import { useSession } from '../state/session.ts'

/** Items are offered from the first typed letter on: two hundred at once help nobody. */
export function PaletteItems({ then }: { then: (act: () => void) => () => void }) {
  const t = useText()
  const { ui } = useSession()
  const outline = useOutline()
  const typing = useCommandState((state) => state.search !== '')
  if (!outline || !typing) return null
  return (
    <Command.Group heading={t('palette.items')}>
      {outline.runbook.items.map((item) => (
        <Command.Item
          key={item.id}
          value={`item ${item.id}`}
          keywords={[item.number, item.title]}
          onSelect={then(() => {
            ui.select(item.id)
            ui.go('checklist')
          })}
        >
          <span className="mono dim">{item.number}</span>
          <span className="cut">{item.title}</span>
        </Command.Item>
      ))}
    </Command.Group>
  )
}
