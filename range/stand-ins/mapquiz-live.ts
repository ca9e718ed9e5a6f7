import { WebSocketServer, type WebSocket } from 'ws'
import { z } from 'zod'

import { jsonBody } from './json-body.ts'
import type { Upgrade } from './service.ts'

/** What it does right; each may be switched off, for a drill. */
export const mapquizBehaviours = ['upgrades', 'answersPings', 'letsIn', 'tellsTheRoom'] as const
export type MapQuizBehaviours = Record<(typeof mapquizBehaviours)[number], boolean>

/** MapQuiz's websocket: players join a room, and everybody there sees each guess. */
export interface MapQuizLive {
  readonly behaviours: MapQuizBehaviours
  readonly upgrade: Upgrade
}

const said = z.discriminatedUnion('type', [
  z.object({ type: z.literal('join'), room: z.string().min(1) }),
  z.object({ type: z.literal('guess'), country: z.string().length(2) }),
])

export function createMapQuizLive(): MapQuizLive {
  const behaviours = { upgrades: true, answersPings: true, letsIn: true, tellsTheRoom: true }
  const server = new WebSocketServer({ noServer: true, autoPong: false, maxPayload: 16 * 1024 })
  const rooms = new Map<string, Set<WebSocket>>()

  const meet = (socket: WebSocket) => {
    let room: string | undefined
    const there = () => rooms.get(room ?? '') ?? new Set<WebSocket>()
    const tellRoom = (body: object) => {
      for (const each of there())
        each.send(JSON.stringify({ ...body, room, players: there().size }))
    }
    const leave = () => {
      there().delete(socket)
      if (there().size === 0) rooms.delete(room ?? '')
    }
    const hear = (text: string) => {
      const { data } = said.safeParse(jsonBody(text))
      if (data?.type === 'join') {
        if (!behaviours.letsIn) return socket.close(4403, 'no room')
        leave()
        room = data.room
        rooms.set(room, there().add(socket))
        tellRoom({ type: 'joined' })
      } else if (data?.type === 'guess' && room !== undefined) {
        if (behaviours.tellsTheRoom) tellRoom({ type: 'guessed', country: data.country })
      } else socket.send(JSON.stringify({ type: 'error', error: 'not understood' }))
    }
    socket.on('error', () => {})
    socket.on('close', leave)
    socket.on('ping', (data) => behaviours.answersPings && socket.pong(data))
    socket.on('message', (data: Buffer) => hear(data.toString()))
    socket.send(JSON.stringify({ type: 'welcome' }))
  }

  return {
    behaviours,
    upgrade(request, socket, head) {
      if (behaviours.upgrades && request.url?.split('?')[0] === '/ws')
        server.handleUpgrade(request, socket, head, meet)
      // As a proxy that does not pass it on.
      else
        socket.end(
          'HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
        )
    },
  }
}
