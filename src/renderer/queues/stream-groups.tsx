import type { StreamGroup } from '../../shared/model/queue.ts'
import { useLocale, useText } from '../state/hooks.ts'
import { formatNumber } from '../text/format.ts'

/** What each group of a stream has not been given, and what it was given and has not confirmed. */
export function StreamGroups({ groups }: { groups: readonly StreamGroup[] }) {
  const t = useText()
  const locale = useLocale()
  return (
    <table className="queue-groups">
      <caption className="sr">{t('queues.groups')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('queues.group')}</th>
          <th scope="col">{t('queues.group-consumers')}</th>
          <th scope="col">{t('queues.group-lag')}</th>
          <th scope="col">{t('queues.group-pending')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ name, consumers, lag, pending }) => (
          <tr key={name}>
            <th scope="row" className="mono">
              {name}
            </th>
            <td>{formatNumber(consumers, locale)}</td>
            <td>{lag === undefined ? t('queues.not-known') : formatNumber(lag, locale)}</td>
            <td>{formatNumber(pending, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
