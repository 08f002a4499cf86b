import type { Scope } from '../expression/evaluate.ts'
import type { Document } from '../values/types.ts'

/** A compiled stage or pipeline: reads documents as they are asked for, and may run any number of times. */
export type Run = (source: Iterable<Document>) => Iterable<Document>

/** How `$merge` writes a document of the pipeline. */
export interface Merge {
  /** The fields that identify a document; a unique index must say so. */
  on: string[]
  whenNotMatched: 'insert' | 'discard' | 'fail'
  /** Finds the document to merge with. Throws Location51132 and Location51185 for values that identify none. */
  filterFor(doc: Document): Document
  /** What becomes of the document found. Throws DuplicateKey (11000) if none may be there, ImmutableField (66). */
  combine(existing: Document, doc: Document): Document
}

/** What `$out` and `$merge` ask the storage to do. The caller writes the documents of the pipeline. */
export interface WriteRequest {
  /** The database, if the stage names one. */
  database: string | undefined
  collection: string
  /** Undefined for `$out`, which replaces the collection. */
  merge: Merge | undefined
}

/** What pipelines get from the storage. */
export interface PipelineResolver {
  /** The documents of a collection of the same database, in natural order; empty if there is none. */
  collection(name: string): Iterable<Document>
  /**
   * How to find documents whose field equals one of some values through an index; undefined if no index
   * serves. The result may hold more documents than match.
   */
  indexed?(name: string, field: string): ((values: unknown[]) => Iterable<Document>) | undefined
  now: Date
  variables?: Document
  /** Takes the request of a `$out` or `$merge`; without it these stages are refused. */
  write?(request: WriteRequest): void
}

/** What compiling a stage needs. */
export interface StageContext {
  scope: Scope
  resolver: PipelineResolver
  /** Whether the pipeline runs again for each document of another, as inside a `$lookup`. */
  isCorrelated: boolean
  /** Compiles the pipeline inside a stage such as `$facet`. */
  compilePipeline(stages: unknown, context: StageContext, place: PipelinePlace): Run
}

/** Where a pipeline stands; some stages are for some places only. */
export type PipelinePlace = 'command' | '$facet' | '$lookup' | '$unionWith' | 'update'

/** Compiles the argument of a stage. Throws MongoDB's parse errors. */
export type CompileStage = (argument: unknown, context: StageContext, name: string) => Run

/** A stage that turns each document into another. */
export function mapping(transform: (doc: Document) => Document): Run {
  return function* (source) {
    for (const doc of source) yield transform(doc)
  }
}
