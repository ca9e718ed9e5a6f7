/** What somebody sees of MedQuiz from outside. */
export interface MedQuizSeen {
  version: string | undefined
  isReady: boolean
}

const patienceMs = 3000

export async function lookAtMedQuiz(url: string): Promise<MedQuizSeen> {
  const ask = (path: string) => fetch(`${url}${path}`, { signal: AbortSignal.timeout(patienceMs) })
  const [live, ready] = await Promise.all([ask('/v1/health/live'), ask('/v1/health/ready')])
  const { version } = (await live.json()) as { version?: string }
  await ready.text()
  return { version, isReady: ready.ok }
}
