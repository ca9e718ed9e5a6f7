import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { dirname, join } from 'node:path'

import { startPostgres } from '../../../range/parts/postgres.ts'
import { startRedis } from '../../../range/parts/redis.ts'
import { startSshd } from '../../../range/parts/sshd.ts'
import { createCertificates } from '../../../range/stand-ins/certificates.ts'

/** What the process of {@link openFarSide} says on its first line. */
export interface FarSide {
  user: string
  identityFile: string
  hostPublicKey: string
  /** Where sshd is let in at, on the address that was asked for. */
  door: number
  http: number
  https: number
  caFile: string
  redisPassword: string
  redis: number
  postgres: { user: string; password: string; database: string; port: number }
}

const [, , door = '', address] = process.argv
if (address !== undefined) await plugIn(address)
const redisPassword = 'far-s3cret'
const opened = new AsyncDisposableStack()

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  opened.defer(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** Waits for the cable that somebody puts into this network. */
async function plugIn(own: string) {
  process.stdout.write('ready\n')
  await once(process.stdin, 'data')
  for (const words of ['link set lo up', `addr add ${own}/24 dev far0`, 'link set far0 up'])
    execFileSync('ip', words.split(' '))
}

const sshd = opened.use(await startSshd())
const redis = opened.use(await startRedis({ password: redisPassword }))
const postgres = opened.use(await startPostgres())
const listener: RequestListener = (request, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ from: request.socket.remoteAddress, open: sockets.size }))
}
const sockets = new Set<unknown>()
const http = createHttpServer(listener)
http.on('connection', (socket) => {
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
})
const certificates = await createCertificates({ days: 20 })
const caFile = join(dirname(door), 'authority.pem')
await writeFile(caFile, certificates.authority)
const https = createHttpsServer({ cert: certificates.cert, key: certificates.key }, listener)

// A file that both networks see: the one way in.
const entrance = createServer((outside) => {
  const inside = connect(sshd.port, sshd.host)
  outside.pipe(inside).pipe(outside)
  outside.on('error', () => inside.destroy())
  inside.on('error', () => outside.destroy())
  outside.on('close', () => inside.destroy())
  inside.on('close', () => outside.destroy())
})
entrance.listen(address === undefined ? { path: door } : { port: 0, host: address })
await once(entrance, 'listening')
opened.defer(() => void entrance.close())
const entered = entrance.address()

const { user, password, database, port } = postgres
const farSide: FarSide = {
  user: sshd.user,
  identityFile: sshd.identityFile,
  hostPublicKey: sshd.hostPublicKey,
  door: entered !== null && typeof entered === 'object' ? entered.port : 0,
  http: await portOf(http),
  https: await portOf(https),
  caFile,
  redisPassword,
  redis: redis.port,
  postgres: { user, password, database, port },
}
process.stdout.write(`${JSON.stringify(farSide)}\n`)

for await (const _ of process.stdin);
http.closeAllConnections()
https.closeAllConnections()
await opened.disposeAsync()
process.exit(0)
