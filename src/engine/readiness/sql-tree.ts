/** A node of PostgreSQL's syntax tree, as JSON. */
export type Tree = Readonly<Record<string, unknown>>

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The nodes of a list. */
export function treesAt(node: Tree, key: string): Tree[] {
  const list = node[key]
  return Array.isArray(list) ? list.filter(isTree) : []
}

/** Does any node below have that key, with a value that is so? */
function anywhere(value: unknown, isSo: (key: string, inner: unknown) => boolean): boolean {
  // Not by recursion: how deep an expression is nested is its author's choice.
  const rest: unknown[] = [value]
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (Array.isArray(next)) rest.push(...(next as unknown[]))
    else if (isTree(next))
      for (const [key, inner] of Object.entries(next)) {
        if (isSo(key, inner)) return true
        if (typeof inner === 'object' && inner !== null) rest.push(inner)
      }
  }
  return false
}

const writing: ReadonlySet<string> = new Set([
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
])

/** Does a query write, as one in a WITH may? */
export const changesData = (node: Tree): boolean => anywhere(node, (key) => writing.has(key))

/** They give a value and change nothing that is kept. */
const harmless: ReadonlySet<string> = new Set([
  'now',
  'clock_timestamp',
  'statement_timestamp',
  'transaction_timestamp',
  'timezone',
  'gen_random_uuid',
  'uuid_generate_v4',
  'random',
  'md5',
  'lower',
  'upper',
  'current_setting',
  'set_config',
  'nextval',
  'to_tsvector',
  'jsonb_build_object',
  'json_build_object',
])

/** Is a function called of which it is not known that it changes nothing? */
export const callsUnknownFunction = (node: Tree): boolean =>
  anywhere(node, (key, inner) => {
    if (key !== 'FuncCall' || !isTree(inner)) return false
    const names = treesAt(inner, 'funcname').map(({ String: text }) =>
      isTree(text) ? text['sval'] : undefined,
    )
    const [name, schema = 'pg_catalog', ...more] = names.toReversed()
    if (typeof name !== 'string' || more.length > 0) return true
    // Extensions put theirs into `public`, where a function of the author's may have any other name.
    if (schema === 'public') return !name.includes('_uuid') && !name.startsWith('uuid_')
    return schema !== 'pg_catalog' || !harmless.has(name)
  })
