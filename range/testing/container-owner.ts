import { startContainer } from '../parts/docker.ts'

/** Run as a process of its own by a test, which kills it: it owns a container. */
await startContainer('sylion-redis')
process.stdout.write('owned\n')
