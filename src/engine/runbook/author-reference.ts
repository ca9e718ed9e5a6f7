import { z } from 'zod'

import { probeKinds } from '../../shared/model/check.ts'
import { budgetFacts, defaultBudgetCondition } from '../gate/evaluate-budget.ts'
import { measureFunctions } from '../gate/measure-criteria.ts'
import { windowFacts } from '../gate/window-facts.ts'
import type { FactDeclaration } from '../probes/probe.ts'
import { probes } from '../probes/registry.ts'
import { budgetFenceSchema } from './budget-fence.ts'
import { checkFenceSchema } from './check-fence.ts'
import { contactsFenceSchema } from './contacts.ts'
import { frontMatterSchema } from './front-matter.ts'
import { gateFenceSchema } from './gate-fence.ts'
import { overlaySchema } from './overlay.ts'
import { rollbackFenceSchema } from './rollback-schema.ts'
import { scenarioFenceSchema } from './scenario-schema.ts'
import { tailFenceSchema } from './tail-fence.ts'

/**
 * What an author writes against, as files by their name: JSON Schemas of the fences, and the facts
 * that expectations may read. All from the code, never by hand.
 */
export function authorReference(): Record<string, string> {
  const check = z.toJSONSchema(checkFenceSchema(probes), { io: 'input' })
  const exactlyOneProbe = { ...check, oneOf: probeKinds.map((kind) => ({ required: [kind] })) }
  return {
    'budget.schema.json': printed(z.toJSONSchema(budgetFenceSchema, { io: 'input' })),
    'check.schema.json': printed(exactlyOneProbe),
    'contacts.schema.json': printed(z.toJSONSchema(contactsFenceSchema, { io: 'input' })),
    'facts.md': factTables(),
    'gate.schema.json': printed(z.toJSONSchema(gateFenceSchema, { io: 'input' })),
    'overlay.schema.json': printed(z.toJSONSchema(overlaySchema, { io: 'input' })),
    'rollback.schema.json': printed(z.toJSONSchema(rollbackFenceSchema(probes), { io: 'input' })),
    'scenario.schema.json': printed(z.toJSONSchema(scenarioFenceSchema(probes), { io: 'input' })),
    'tail.schema.json': printed(z.toJSONSchema(tailFenceSchema, { io: 'input' })),
    'front-matter.schema.json': printed(z.toJSONSchema(frontMatterSchema, { io: 'input' })),
  }
}

const printed = (schema: object) => `${JSON.stringify(schema, undefined, 2)}\n`

function factTables(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|')
  const table = (title: string, about: string, facts: Record<string, FactDeclaration>) => {
    const rows = Object.entries(facts).map(
      ([name, fact]) => `| \`${name}\` | ${fact.type} | ${cell(fact.about)} |`,
    )
    const header = ['| Fact | Type | Meaning |', '|---|---|---|']
    return [`## ${title}`, '', about, '', ...header, ...rows].join('\n')
  }
  const tables = [
    ...probeKinds.map((kind) => {
      const { facts, defaultExpect } = probes[kind]
      return table(kind, `Without \`expect\`: \`${defaultExpect}\``, facts)
    }),
    table('gate', 'What `require` reads: one window of one monitor.', windowFacts),
    table(
      'gate: measures',
      'And of each number `x` among the check’s own facts, such as `max.depth`, `mean.ratios.errors` or `last.queues.mail.depth`:',
      Object.fromEntries(
        Object.entries(measureFunctions).map(([name, about]) => [
          `${name}.x`,
          { type: 'double', about },
        ]),
      ),
    ),
    table(
      'gate: budget',
      `What \`require\` reads of a budget. Without it: \`${defaultBudgetCondition}\``,
      budgetFacts,
    ),
  ]
  return `# Facts that an expectation may read\n\nWritten by \`npm run schema\`.\n\n${tables.join('\n\n')}\n`
}
