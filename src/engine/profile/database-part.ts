/** What `${postgres.NAME.part}` may ask for, for programs that take an address in pieces. */
const parts = ['host', 'port', 'user', 'password', 'database', 'sslmode'] as const
type DatabasePart = (typeof parts)[number]

/** The database and the part of its address that a name asks for. */
export function databasePartOf(name: string): { database: string; part: DatabasePart } | undefined {
  const found = /^postgres\.(.+)\.([a-z]+)$/.exec(name)
  const part = parts.find((candidate) => candidate === found?.[2])
  return found?.[1] === undefined || part === undefined ? undefined : { database: found[1], part }
}

/** One part of an address; undefined where it is none that can be taken apart. */
export function partOfAddress(address: string, part: DatabasePart): string | undefined {
  // For eyes, an address that is a secret as a whole reads as the secret's name.
  if (/^«[^»]+»$/.test(address)) return address
  const url = URL.parse(address)
  if (!url || !/^postgres(?:ql)?:$/.test(url.protocol)) return undefined
  const written: Record<DatabasePart, string> = {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port || '5432',
    user: url.username,
    password: url.password,
    database: url.pathname.slice(1) || url.username,
    // libpq refuses an empty one; this is its own default.
    sslmode: url.searchParams.get('sslmode') ?? 'prefer',
  }
  try {
    return decodeURIComponent(written[part])
  } catch {
    return undefined
  }
}
