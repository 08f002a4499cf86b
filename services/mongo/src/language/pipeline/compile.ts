import { fail } from '../../errors.ts'
import { integral } from '../expression/arguments.ts'
import type { Scope } from '../expression/evaluate.ts'
import { type LanguageOptions, scopeOf } from '../options.ts'
import { refuse } from '../refuse.ts'
import { type Document, isDocument } from '../values/types.ts'
import { compileBucket, compileBucketAuto } from './bucket.ts'
import { compileFacet, compileRedact, compileUnionWith } from './combine.ts'
import { compileDensify } from './densify.ts'
import { compileFill } from './fill.ts'
import { compileGraphLookup } from './graph-lookup.ts'
import { GROUP_STAGES } from './group.ts'
import { compileLookup } from './lookup.ts'
import { compileSortStage, SIMPLE_STAGES } from './simple.ts'
import type { CompileStage, PipelinePlace, PipelineResolver, Run, StageContext } from './stage.ts'
import { compileUnwind } from './unwind.ts'
import { compileSetWindowFields } from './window.ts'
import { compileWrite } from './write.ts'

const STAGES: Record<string, CompileStage> = {
  ...SIMPLE_STAGES,
  ...GROUP_STAGES,
  $unwind: compileUnwind,
  $lookup: compileLookup,
  $graphLookup: compileGraphLookup,
  $facet: compileFacet,
  $unionWith: compileUnionWith,
  $redact: compileRedact,
  $bucket: compileBucket,
  $bucketAuto: compileBucketAuto,
  $setWindowFields: compileSetWindowFields,
  $fill: compileFill,
  $densify: compileDensify,
  $out: compileWrite,
  $merge: compileWrite,
}

/** Stages of MongoDB that belong to the storage or to services that this server does not have. */
const REFUSED = new Set([
  '$changeStream',
  '$changeStreamSplitLargeEvent',
  '$collStats',
  '$currentOp',
  '$geoNear',
  '$indexStats',
  '$listClusterCatalog',
  '$listLocalSessions',
  '$listSampledQueries',
  '$listSearchIndexes',
  '$listSessions',
  '$planCacheStats',
  '$querySettings',
  '$queryStats',
  '$rankFusion',
  '$search',
  '$searchMeta',
  '$shardedDataDistribution',
  '$vectorSearch',
])

const UPDATE_STAGES = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith'])
const NOT_IN_FACET = new Set([
  '$out',
  '$merge',
  '$facet',
  '$documents',
  '$collStats',
  '$geoNear',
  '$indexStats',
  '$planCacheStats',
])

function stageName(stage: unknown): string {
  if (!isDocument(stage)) fail('TypeMismatch', "Each element of the 'pipeline' array must be an object")
  const names = Object.keys(stage)
  const [name] = names
  if (name === undefined || names.length !== 1)
    fail('Location40323', 'A pipeline stage specification object must contain exactly one field.')
  return name
}

function checkPlace(name: string, at: number, length: number, place: PipelinePlace): void {
  const isWrite = name === '$out' || name === '$merge'
  if (place === 'update' && !UPDATE_STAGES.has(name))
    fail('InvalidOptions', `${name} is not allowed to be used within an update`)
  if (place === '$facet' && NOT_IN_FACET.has(name))
    fail('Location40600', `${name} is not allowed to be used within a $facet stage`)
  if (isWrite && place !== 'command')
    fail('Location51047', `${name} is not allowed within a ${place}'s sub-pipeline`)
  if (isWrite && at !== length - 1)
    fail('Location40601', `${name} can only be the final stage in the pipeline`)
  if (name === '$documents' && at !== 0)
    fail('Location40602', '$documents is only valid as the first stage in a pipeline')
}

/** The number of documents that a `$sort` at a position must keep for the `$limit` after it. */
function limitAfter(stages: unknown[], at: number): number {
  let skipped = 0
  for (const stage of stages.slice(at + 1)) {
    if (!isDocument(stage)) return Infinity
    const count = integral(Object.values(stage)[0])
    if (count === undefined) return Infinity
    if (Object.hasOwn(stage, '$limit')) return count + skipped
    if (!Object.hasOwn(stage, '$skip')) return Infinity
    skipped += count
  }
  return Infinity
}

function compilePipeline(stages: unknown, context: StageContext, place: PipelinePlace): Run {
  if (!Array.isArray(stages)) fail('TypeMismatch', "'pipeline' option must be specified as an array")
  const runs = stages.map((stage, at) => {
    const name = stageName(stage)
    if (REFUSED.has(name)) refuse(`The stage ${name}`)
    const compile = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined
    if (!compile) fail('Location40324', `Unrecognized pipeline stage name: '${name}'`)
    checkPlace(name, at, stages.length, place)
    const argument = (stage as Document)[name]
    if (name === '$sort') return compileSortStage(argument, context, limitAfter(stages, at))
    return compile(argument, context, name)
  })
  return (source) => runs.reduce((input, run) => run(input), source)
}

/** What a pipeline may be given beside its stages. */
export interface PipelineOptions {
  collation?: unknown
  let?: Document
  clusterTime?: unknown
  textScore?: (doc: Document) => number | undefined
}

function languageOptions(resolver: PipelineResolver, options: PipelineOptions): LanguageOptions {
  const variables = options.let ?? resolver.variables
  return {
    collation: options.collation,
    now: resolver.now,
    ...(variables && { variables }),
    ...(options.clusterTime !== undefined && { clusterTime: options.clusterTime }),
    ...(options.textScore && { textScore: options.textScore }),
  }
}

/**
 * Runs an aggregation pipeline. The stages are checked and compiled at once; documents are read from the
 * source as results are asked for.
 * @returns the resulting documents, with the BSON types that MongoDB gives them
 */
export function runPipeline(
  stages: Document[],
  source: Iterable<Document>,
  resolver: PipelineResolver,
  options: PipelineOptions = {},
): Iterable<Document> {
  const scope = scopeOf(languageOptions(resolver, options))
  const context: StageContext = { scope, resolver, isCorrelated: false, compilePipeline }
  return compilePipeline(stages, context, 'command')(source)
}

/** Compiles the pipeline of an update into a function from document to document. */
export function compileUpdatePipeline(stages: unknown[], scope: Scope): (doc: Document) => Document {
  const resolver: PipelineResolver = { collection: () => [], now: scope.constants.now }
  const run = compilePipeline(stages, { scope, resolver, isCorrelated: false, compilePipeline }, 'update')
  return (doc) => {
    for (const result of run([doc])) return result
    return doc
  }
}
