import type { ProfileEntry } from '../../shared/rpc/views.ts'
import { useText } from '../state/hooks.ts'

export function Environment({ environment }: { environment: ProfileEntry['environment'] }) {
  const t = useText()
  return <span className={`env ${environment}`}>{t(`environment.${environment}`)}</span>
}
