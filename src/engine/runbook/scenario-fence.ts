import { message } from '../../shared/messages/message.ts'
import type { Item, Problem } from '../../shared/model/runbook.ts'
import type { Scenario } from '../../shared/model/scenario.ts'
import type { TailSpec } from '../../shared/model/tail.ts'
import { nearestWord } from '../text/nearest.ts'
import type { Probes } from './check-fence.ts'
import { headingSlug, type NameRegister } from './identity.ts'
import type { RunbookBuilder } from './runbook-builder.ts'
import { scenarioFenceSchema, scenarioKeysAt, type ScenarioFence } from './scenario-schema.ts'
import { createStepReader } from './scenario-steps.ts'
import { fencePlaces, YamlSource } from './yaml-source.ts'

/** What the steps of a scenario may name. */
export interface ScenarioSubjects {
  items: readonly Item[]
  tails: readonly TailSpec[]
  probes: Probes
}

/** Reads the `scenario` fences of a runbook. One with a mistake is no scenario at all. */
export function readScenarios(
  { scenarioFences, lines }: Pick<RunbookBuilder, 'scenarioFences' | 'lines'>,
  subjects: ScenarioSubjects,
  names: NameRegister,
): { scenarios: Scenario[]; problems: Problem[] } {
  const fences = scenarioFences.map(({ node, item }) => ({
    source: new YamlSource(node.value, fencePlaces(node, lines)),
    above: item,
  }))
  return readScenariosOf(fences, subjects, names)
}

/** Reads scenarios, wherever they are written. `names`: those that others of the runbook have. */
export function readScenariosOf(
  fences: readonly { source: YamlSource; above?: Item | undefined }[],
  subjects: ScenarioSubjects,
  names: NameRegister,
): { scenarios: Scenario[]; problems: Problem[] } {
  const { probes } = subjects
  const scenarios: Scenario[] = []
  const problems: Problem[] = []
  const schema = scenarioFenceSchema(probes)
  for (const { source, above } of fences) {
    const parsed = source.parse(schema, (path) => scenarioKeysAt(path, probes))
    if (!parsed.ok) {
      problems.push(...parsed.problems)
      continue
    }
    // The defaults of the probes' own configs are theirs to fill in, when a step is made ready.
    const fence = parsed.written as unknown as ScenarioFence
    const found = readScenario(fence, source, { ...subjects, above, names })
    if (found.scenario && found.problems.length === 0) scenarios.push(found.scenario)
    problems.push(...found.problems)
  }
  return { scenarios, problems }
}

interface Known extends ScenarioSubjects {
  above: Item | undefined
  names: NameRegister
}

function readScenario(
  fence: ScenarioFence,
  source: YamlSource,
  { above, items, tails, probes, names }: Known,
): { scenario?: Scenario; problems: Problem[] } {
  const problems: Problem[] = []
  const error = (path: readonly PropertyKey[], text: Problem['message'], suggestion?: string) =>
    problems.push({ severity: 'error', ...source.valuePlace(path), message: text, suggestion })
  const itemIds = items.map(({ id }) => id)
  const itemId = fence.item ?? above?.id
  if (itemId === undefined) {
    error([], message('scenario.no-item'))
    return { problems }
  }
  if (!itemIds.includes(itemId))
    error(
      ['item'],
      message('scenario.unknown-item', { item: itemId }),
      nearestWord(itemId, itemIds),
    )
  if (fence.id !== undefined && names.has(fence.id))
    error(['id'], message('scenario.duplicate-id', { id: fence.id }))
  const id = names.claim(fence.id ?? (headingSlug(fence.title) || 'scenario'))
  const checkId = `${itemId}#scenario.${id}`
  const reader = createStepReader({ source, items, tails, probes, problems, itemId, checkId })
  const scenario: Scenario = {
    id,
    itemId,
    checkId,
    title: fence.title,
    ...(fence.environments ? { environments: fence.environments } : {}),
    variables: fence.variables ?? {},
    before: reader.steps('before', fence.before ?? []),
    steps: reader.steps('steps', fence.steps ?? []),
    after: reader.steps('after', fence.after ?? []),
    line: source.keyPlace(['title']).line,
  }
  return { scenario, problems }
}
