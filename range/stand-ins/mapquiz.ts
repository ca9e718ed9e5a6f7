import type { Database } from './database.ts'
import { notFound, type Handler } from './service.ts'

/** MapQuiz's one health endpoint, which names the state of its database. */
export function createMapQuiz(database: Database): Handler {
  return async (request) => {
    if (request.method !== 'GET' || request.url.pathname !== '/health') return notFound
    const up = await database.answers()
    return {
      status: up ? 200 : 503,
      body: {
        status: up ? 'ok' : 'error',
        database: up ? 'connected' : 'disconnected',
        uptime: process.uptime(),
      },
    }
  }
}
