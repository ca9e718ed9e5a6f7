import { once } from 'node:events'

import { expect, test } from 'vitest'
import { WebSocket } from 'ws'

import { createMapQuizLive } from './mapquiz-live.ts'
import { notFound, startService } from './service.ts'

async function joined(url: string, room: string) {
  const socket = new WebSocket(url)
  const heard: unknown[] = []
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())))
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'join', room }))
  return { socket, heard }
}

test('who is in a room hears each guess, and nobody else; a service that stops lets go of them', async () => {
  const live = createMapQuizLive()
  const handler = () => notFound
  const service = await startService({ name: 'mapquiz', handler, upgrade: live.upgrade })
  const url = `${service.url}/ws`
  const ana = await joined(url, 'paris')
  await expect.poll(() => ana.heard).toContainEqual({ type: 'joined', room: 'paris', players: 1 })
  const bo = await joined(url, 'paris')
  await expect.poll(() => ana.heard).toContainEqual({ type: 'joined', room: 'paris', players: 2 })
  const eve = await joined(url, 'lima')
  await expect.poll(() => eve.heard).toContainEqual({ type: 'joined', room: 'lima', players: 1 })

  bo.socket.send(JSON.stringify({ type: 'guess', country: 'FR' }))
  const guessed = { type: 'guessed', country: 'FR', room: 'paris', players: 2 }
  await expect
    .poll(() => [ana.heard, bo.heard].map((heard) => heard.at(-1)))
    .toEqual([guessed, guessed])
  eve.socket.send('not JSON')
  await expect.poll(() => eve.heard.at(-1)).toEqual({ type: 'error', error: 'not understood' })
  expect(eve.heard).not.toContainEqual(expect.objectContaining({ type: 'guessed' }))

  const gone = [ana, bo, eve].map(({ socket }) => once(socket, 'close'))
  await service[Symbol.asyncDispose]()
  await Promise.all(gone)
})

test('what is no websocket, or elsewhere, is not let in', async () => {
  const live = createMapQuizLive()
  const handler = () => notFound
  await using service = await startService({ name: 'mapquiz', handler, upgrade: live.upgrade })
  expect((await fetch(`${service.url}/ws`)).status).toBe(404)
  const elsewhere = new WebSocket(`${service.url}/other`)
  const [error] = (await once(elsewhere, 'error')) as [Error]
  expect(error.message).toContain('426')
})
