import { message, type Message } from '../../shared/messages/message.ts'
import type { MigrationEffect } from '../../shared/model/readiness.ts'
import { callsUnknownFunction, changesData, isTree, type Tree, treesAt } from './sql-tree.ts'
import { alterTableEffect } from './table-effect.ts'

/** What one statement does to somebody who wants to go back, and why it is said so. */
export interface StatementEffect {
  effect: MigrationEffect
  reason: Message
}

type Judge = (node: Tree) => StatementEffect

const additive: StatementEffect = {
  effect: 'additive',
  reason: message('readiness.sql.additive'),
}
const reversible: StatementEffect = {
  effect: 'reversible',
  reason: message('readiness.sql.reversible'),
}
const unknown: StatementEffect = {
  effect: 'irreversible',
  reason: message('readiness.sql.unknown'),
}
const loses: StatementEffect = { effect: 'irreversible', reason: message('readiness.sql.loses') }
const runsCode: StatementEffect = { effect: 'irreversible', reason: message('readiness.sql.code') }

const always = (effect: StatementEffect) => () => effect
const replacing: Judge = ({ replace }) => (replace === true ? reversible : additive)

/** What is dropped here was defined by an earlier migration, holds no data, and can be defined again. */
const redefinable: ReadonlySet<unknown> = new Set([
  'OBJECT_INDEX',
  'OBJECT_VIEW',
  'OBJECT_FUNCTION',
  'OBJECT_PROCEDURE',
  'OBJECT_ROUTINE',
  'OBJECT_AGGREGATE',
  'OBJECT_TRIGGER',
  'OBJECT_POLICY',
  'OBJECT_RULE',
  'OBJECT_STATISTIC_EXT',
])

/** Where tools note which migrations were run. */
const bookkeeping: ReadonlySet<unknown> = new Set([
  'alembic_version',
  'django_migrations',
  '_prisma_migrations',
  '__drizzle_migrations',
  'flyway_schema_history',
  'knex_migrations',
  'schema_migrations',
  'goose_db_version',
])

const isOfBookkeeping = ({ relation }: Tree) =>
  isTree(relation) && bookkeeping.has(relation['relname'])

const query: Judge = (node) => {
  if (changesData(node)) return loses
  return callsUnknownFunction(node) ? runsCode : additive
}

const insert: Judge = (node) => {
  const select = node['selectStmt']
  const values = isTree(select) && isTree(select['SelectStmt']) ? select['SelectStmt'] : undefined
  const conflict = node['onConflictClause']
  const overwrites = isTree(conflict) && conflict['action'] === 'ONCONFLICT_UPDATE'
  if (overwrites || node['withClause'] !== undefined) return unknown
  if (callsUnknownFunction(node)) return runsCode
  return values && Array.isArray(values['valuesLists']) ? reversible : unknown
}

const changeOfRows: Judge = (node) => {
  const isPlain =
    isOfBookkeeping(node) && node['withClause'] === undefined && !callsUnknownFunction(node)
  return isPlain ? reversible : loses
}

const drop: Judge = ({ removeType, behavior }) => {
  // What depends on it goes too, and that may be a column.
  if (behavior === 'DROP_CASCADE') return loses
  return redefinable.has(removeType) ? reversible : loses
}

const alterSequence: Judge = (node) =>
  treesAt(node, 'options').every(
    ({ DefElem: option }) => isTree(option) && option['defname'] === 'owned_by',
  )
    ? additive
    : unknown

/** Only what is named here is known. Everything else, also what a later PostgreSQL brings, is not. */
const judges: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  ['CreateStmt', always(additive)],
  ['CreateTableAsStmt', query],
  ['CreateEnumStmt', always(additive)],
  ['CompositeTypeStmt', always(additive)],
  ['CreateRangeStmt', always(additive)],
  ['CreateDomainStmt', always(additive)],
  ['CreateSeqStmt', always(additive)],
  ['CreateExtensionStmt', always(additive)],
  ['CreateStatsStmt', always(additive)],
  ['CreateSchemaStmt', ({ schemaElts }) => (schemaElts === undefined ? additive : unknown)],
  ['CommentStmt', always(additive)],
  ['TransactionStmt', always(additive)],
  ['VariableSetStmt', always(additive)],
  ['VariableShowStmt', always(additive)],
  ['LockStmt', always(additive)],
  ['VacuumStmt', always(additive)],
  ['ReindexStmt', always(additive)],
  ['ViewStmt', replacing],
  ['CreateFunctionStmt', replacing],
  // Old writes may be refused by it.
  ['IndexStmt', ({ unique }) => (unique === true ? reversible : additive)],
  ['AlterEnumStmt', ({ oldVal }) => (oldVal === undefined ? additive : reversible)],
  ['AlterSeqStmt', alterSequence],
  ['GrantStmt', ({ is_grant: isGrant }) => (isGrant === true ? additive : reversible)],
  ['CreateTrigStmt', always(reversible)],
  ['CreatePolicyStmt', always(reversible)],
  ['AlterPolicyStmt', always(reversible)],
  ['AlterFunctionStmt', always(reversible)],
  ['AlterObjectSchemaStmt', always(reversible)],
  ['AlterOwnerStmt', always(reversible)],
  ['RuleStmt', always(reversible)],
  ['RenameStmt', always(reversible)],
  ['DropStmt', drop],
  ['SelectStmt', query],
  ['InsertStmt', insert],
  ['UpdateStmt', changeOfRows],
  ['DeleteStmt', changeOfRows],
  ['TruncateStmt', always(loses)],
  ['DropdbStmt', always(loses)],
  ['DropOwnedStmt', always(loses)],
  ['DoStmt', always(runsCode)],
  ['CallStmt', always(runsCode)],
  [
    'AlterTableStmt',
    (node) => alterTableEffect(node, { additive, reversible, unknown, loses, runsCode }),
  ],
])

/** `kind` and `node` are as PostgreSQL's own parser names them. */
export function statementEffect(kind: string, node: unknown): StatementEffect {
  if (!isTree(node)) return unknown
  return judges.get(kind)?.(node) ?? unknown
}
