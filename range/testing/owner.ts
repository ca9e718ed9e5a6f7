import { startPostgres } from '../parts/postgres.ts'
import { startRedis } from '../parts/redis.ts'
import { startSshd } from '../parts/sshd.ts'

/** Run as a process of its own by tests, which kill it: it owns three servers and says where. */
const [postgres, redis, sshd] = await Promise.all([startPostgres(), startRedis(), startSshd()])
const folders = [postgres.folder, redis.folder, sshd.folder]
process.stdout.write(
  `${JSON.stringify({ folders, ports: [postgres.port, redis.port, sshd.port] })}\n`,
)
