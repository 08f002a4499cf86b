import { Int32 } from 'bson'
import { type Document, isDocument } from '../bson/values.ts'
import { fail } from '../errors.ts'
import { describe } from '../language/values/describe.ts'
import type { ScanStats } from '../planner/execute.ts'
import type { Interval } from '../planner/intervals.ts'
import type { IndexScan, Plan } from '../planner/plan.ts'
import { type FindSpec, planFind, runFind } from '../query/find.ts'
import { TimeSlice } from '../query/time-slice.ts'
import { namespaceOf } from '../storage/types.ts'
import { parseAggregation } from './aggregate.ts'
import { Call } from './call.ts'
import type { Command } from './dispatch.ts'
import { parseFind } from './find.ts'
import { SERVER_VERSION } from './handshake.ts'

interface Explained {
  name: string
  spec: FindSpec
  projection?: Document | undefined
  /** Stages of a pipeline that run after the query. */
  stages?: Document[]
}

async function explain(call: Call): Promise<Document> {
  const body = call.document('explain') ?? fail('FailedToParse', 'explain needs a command')
  const verbosity = call.string('verbosity') ?? 'allPlansExecution'
  const name = Object.keys(body)[0] ?? ''
  const { engine, context, session } = call
  const inner = new Call({
    name,
    body: { ...body, $db: call.db },
    sequences: new Map(),
    engine,
    context,
    session,
  })
  const explained = parse(inner)
  const { queryPlanner, executionStats } = await explainQuery(inner, explained, verbosity !== 'queryPlanner')
  const result = { queryPlanner, ...(executionStats && { executionStats }) }
  const stages = explained.stages ?? []
  return {
    explainVersion: '1',
    ...(stages.length > 0 ? { stages: [{ $cursor: result }, ...stages] } : result),
    command: body,
    serverInfo: { host: context.address, version: SERVER_VERSION },
  }
}

function parse(inner: Call): Explained {
  switch (inner.name) {
    case 'find':
      return { name: inner.collectionName(), ...explainFind(inner) }
    case 'count':
    case 'distinct':
      return {
        name: inner.collectionName(),
        spec: { filter: inner.document('query') ?? {}, ...shared(inner.body) },
      }
    case 'aggregate':
      return { name: inner.collectionName(), ...parseAggregation(inner) }
    case 'update':
    case 'delete':
      return { name: inner.collectionName(), spec: explainWrite(inner) }
    case 'findAndModify':
      return {
        name: inner.collectionName(),
        spec: {
          filter: inner.document('query') ?? {},
          sort: inner.document('sort'),
          limit: 1,
          ...shared(inner.body),
        },
      }
    default:
      return fail('CommandNotFound', `Explain failed due to unknown command: ${inner.name}`)
  }
}

function explainFind(inner: Call): Omit<Explained, 'name'> {
  const { projection, ...spec } = parseFind(inner)
  return { spec, projection }
}

function explainWrite(inner: Call): FindSpec {
  const [first] = inner.items(inner.name === 'update' ? 'updates' : 'deletes')
  const statement = first?.doc ?? {}
  const filter = statement['q']
  return { filter: isDocument(filter) ? filter : {}, ...shared(statement) }
}

function shared(body: Document): Pick<FindSpec, 'hint' | 'collation'> {
  const { hint, collation } = body
  return { hint, collation: isDocument(collation) ? collation : undefined }
}

async function explainQuery(
  call: Call,
  { name, spec, projection }: Explained,
  execute: boolean,
): Promise<{ queryPlanner: Document; executionStats?: Document }> {
  const coll = call.engine.store.catalog.find(call.db, name)
  const queryPlanner: Document = {
    namespace: `${call.db}.${name}`,
    parsedQuery: spec.filter,
    rejectedPlans: [],
  }
  if (!coll) {
    queryPlanner['winningPlan'] = { stage: 'EOF' }
    const none = { nReturned: 0, totalKeysExamined: 0, totalDocsExamined: 0 }
    return { queryPlanner, ...(execute && { executionStats: { executionSuccess: true, ...none } }) }
  }
  const plan = planFind(call.view, coll, spec)
  queryPlanner['namespace'] = namespaceOf(coll)
  queryPlanner['winningPlan'] = describePlan(plan, spec, projection)
  if (!execute) return { queryPlanner }
  const stats: ScanStats = { keys: 0, docs: 0 }
  const slice = new TimeSlice(call.deadline, call.engine.stopping)
  const start = performance.now()
  let nReturned = 0
  for (const hit of runFind(call.view, coll, spec, plan, stats)) {
    if (hit !== null) nReturned++
    if (slice.isOver) await slice.next()
  }
  const executionStats = {
    executionSuccess: true,
    nReturned,
    executionTimeMillis: new Int32(Math.round(performance.now() - start)),
    totalKeysExamined: stats.keys,
    totalDocsExamined: stats.docs,
    executionStages: { ...(queryPlanner['winningPlan'] as Document), nReturned },
  }
  return { queryPlanner, executionStats }
}

/** The stages of a plan, outermost first, in MongoDB's words. */
function describePlan(plan: Plan, spec: FindSpec, projection: Document | undefined): Document {
  let stage = describeAccess(plan)
  if (plan.needsSort && spec.sort)
    stage = {
      stage: 'SORT',
      sortPattern: spec.sort,
      ...(spec.limit && { limitAmount: spec.limit + (spec.skip ?? 0) }),
      inputStage: stage,
    }
  if (projection && Object.keys(projection).length > 0)
    stage = { stage: 'PROJECTION_DEFAULT', transformBy: projection, inputStage: stage }
  if (spec.skip) stage = { stage: 'SKIP', skipAmount: spec.skip, inputStage: stage }
  if (spec.limit && !plan.needsSort) stage = { stage: 'LIMIT', limitAmount: spec.limit, inputStage: stage }
  return stage
}

function describeAccess({ access, filter }: Plan): Document {
  const residual = filter && { filter }
  if (access.kind === 'COLLSCAN')
    return { stage: 'COLLSCAN', ...residual, direction: access.reverse ? 'backward' : 'forward' }
  if (access.kind === 'TEXT_MATCH')
    return {
      stage: 'TEXT_MATCH',
      ...residual,
      indexName: access.index.name,
      parsedTextQuery: { ...access.search },
    }
  const inputStage =
    access.kind === 'OR'
      ? { stage: 'OR', inputStages: access.branches.map(describeScan) }
      : access.merge
        ? { stage: 'SORT_MERGE', inputStages: [describeScan(access)] }
        : describeScan(access)
  return { stage: 'FETCH', ...residual, inputStage }
}

function describeScan(scan: IndexScan): Document {
  const { index } = scan
  const bounds = index.fields.map((field, i) => {
    const intervals = scan.intervals[i] ?? [{ kind: 'all' as const }]
    return [field.path, intervals.map((interval) => describeInterval(interval))]
  })
  return {
    stage: 'IXSCAN',
    keyPattern: index.spec['key'],
    indexName: index.name,
    isMultiKey: index.multikey,
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partialFilter !== undefined,
    direction: scan.reverse ? 'backward' : 'forward',
    indexBounds: Object.fromEntries(bounds),
  }
}

function describeInterval(interval: Interval): string {
  switch (interval.kind) {
    case 'all':
      return '[MinKey, MaxKey]'
    case 'point':
      return `[${describe(interval.value)}, ${describe(interval.value)}]`
    case 'prefix':
      return `["${interval.value}", "${interval.value}…")`
    case 'range': {
      const { low, high } = interval
      const start = low ? `${low.inclusive ? '[' : '('}${describe(low.value)}` : '[type start'
      const end = high ? `${describe(high.value)}${high.inclusive ? ']' : ')'}` : 'type end)'
      return `${start}, ${end}`
    }
  }
}

export const explainCommand: Command = { name: 'explain', fields: ['verbosity'], run: explain }
