import type { IncidentEventBody } from '../model/incident-event.ts'
import { assertNever } from '../result.ts'
import { message, type Message } from './message.ts'

/** An event of an incident in words, and what somebody said with it. */
export function incidentSentence(body: IncidentEventBody): { what: Message; note?: string } {
  switch (body.type) {
    case 'incident.opened':
      return { what: message('incident.opened', { severity: body.severity, title: body.title }) }
    case 'incident.changed': {
      const { title, severity, commander, scribe } = body
      if (commander !== undefined)
        return { what: message('incident.commander', { name: commander }) }
      if (scribe !== undefined) return { what: message('incident.scribe', { name: scribe }) }
      return severity === undefined
        ? { what: message('incident.retitled', { title: title ?? '' }) }
        : { what: message('incident.reclassified', { severity }) }
    }
    case 'incident.reached': {
      const { level, name, note } = body
      return { what: message('incident.reached', { level, name }), ...(note ? { note } : {}) }
    }
    case 'incident.said':
      return { what: message(`incident.said.${body.kind}`, { text: body.text }) }
    case 'incident.ruled-out':
      return {
        what: message('incident.ruled-out', { hypothesis: body.hypothesis }),
        note: body.because,
      }
    case 'incident.action': {
      const { owner, due = 'none', text } = body
      return { what: message('incident.action', { owner, due, text }) }
    }
    case 'incident.action-done':
      return { what: message('incident.action-done', { text: body.text }) }
    case 'incident.resolved':
    case 'incident.reopened':
      return { what: message(body.type), note: body.text }
    default:
      return assertNever(body)
  }
}
