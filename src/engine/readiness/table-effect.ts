import { message } from '../../shared/messages/message.ts'
import { migrationEffects } from '../../shared/model/readiness.ts'
import { callsUnknownFunction, isTree, type Tree, treesAt } from './sql-tree.ts'
import type { StatementEffect } from './statement-effect.ts'

type Verdicts = Record<
  'additive' | 'reversible' | 'unknown' | 'loses' | 'runsCode',
  StatementEffect
>

const additiveParts: ReadonlySet<unknown> = new Set([
  'AT_ValidateConstraint',
  'AT_SetStatistics',
  'AT_SetOptions',
  'AT_ResetOptions',
  'AT_SetStorage',
  'AT_SetCompression',
  'AT_SetRelOptions',
  'AT_ResetRelOptions',
])
const reversibleParts: ReadonlySet<unknown> = new Set([
  'AT_ColumnDefault',
  'AT_DropNotNull',
  'AT_SetNotNull',
  'AT_AddConstraint',
  'AT_AddIndexConstraint',
  'AT_AlterConstraint',
  'AT_ChangeOwner',
  'AT_ReplicaIdentity',
  'AT_AddIdentity',
  'AT_SetIdentity',
  'AT_AttachPartition',
  'AT_EnableRowSecurity',
  'AT_DisableRowSecurity',
  'AT_ForceRowSecurity',
  'AT_NoForceRowSecurity',
  'AT_EnableTrig',
  'AT_DisableTrig',
  'AT_EnableTrigUser',
  'AT_DisableTrigUser',
])
const losingParts: ReadonlySet<unknown> = new Set(['AT_DropColumn', 'AT_AlterColumnType'])

/** An ALTER TABLE is as bad as the worst of what it does. */
export function alterTableEffect(node: Tree, verdicts: Verdicts): StatementEffect {
  const parts = treesAt(node, 'cmds').map(({ AlterTableCmd: part }) =>
    isTree(part) ? partEffect(part, verdicts) : verdicts.unknown,
  )
  const [first, ...rest] = parts
  if (!first) return verdicts.unknown
  const rank = ({ effect }: StatementEffect) => migrationEffects.indexOf(effect)
  return rest.reduce((worst, one) => (rank(one) > rank(worst) ? one : worst), first)
}

function partEffect(part: Tree, verdicts: Verdicts): StatementEffect {
  const { subtype, behavior } = part
  if (subtype === 'AT_AddColumn') return addColumn(part, verdicts)
  if (additiveParts.has(subtype)) return verdicts.additive
  if (reversibleParts.has(subtype)) return verdicts.reversible
  if (subtype === 'AT_DropConstraint')
    return behavior === 'DROP_CASCADE' ? verdicts.unknown : verdicts.reversible
  return losingParts.has(subtype) ? verdicts.loses : verdicts.unknown
}

/** The last good version does not know the column: what it inserts must still be let in. */
function addColumn(part: Tree, verdicts: Verdicts): StatementEffect {
  const column = isTree(part['def']) ? part['def']['ColumnDef'] : undefined
  if (!isTree(column)) return verdicts.unknown
  // A default is worked out for the rows that are there.
  if (callsUnknownFunction(column)) return verdicts.runsCode
  const kinds = new Set(
    treesAt(column, 'constraints').map(({ Constraint: one }) =>
      isTree(one) ? one['contype'] : undefined,
    ),
  )
  const isFilled =
    kinds.has('CONSTR_DEFAULT') || kinds.has('CONSTR_IDENTITY') || kinds.has('CONSTR_GENERATED')
  const isNeeded = kinds.has('CONSTR_NOTNULL') || kinds.has('CONSTR_PRIMARY')
  if (isNeeded && !isFilled)
    return { effect: 'reversible', reason: message('readiness.sql.needed-column') }
  return verdicts.additive
}
