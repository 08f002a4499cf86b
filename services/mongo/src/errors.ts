/**
 * MongoDB's error codes that this server can answer with, by name.
 * Source: MongoDB's `src/mongo/base/error_codes.yml`. Numbers that MongoDB itself leaves without a
 * name (assertion ids such as 40415) are called `Location<number>`, as MongoDB does.
 */
const CODES = {
  InternalError: 1,
  BadValue: 2,
  NoSuchKey: 4,
  GraphContainsCycle: 5,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  ProtocolError: 17,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  EmptyArrayOperation: 21,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NoMatchingDocument: 47,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  DottedFieldName: 57,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  IndexAlreadyExists: 68,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  OperationFailed: 96,
  UnsatisfiableWriteConcern: 100,
  WriteConflict: 112,
  CommandNotSupported: 115,
  DocumentValidationFailure: 121,
  CommandNotSupportedOnView: 166,
  OptionNotSupportedOnView: 167,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  QueryPlanKilled: 175,
  InvalidIndexSpecificationOption: 197,
  QueryFeatureNotAllowed: 224,
  TransactionTooOld: 225,
  CannotImplicitlyCreateCollection: 227,
  CloneFailed: 236,
  CursorKilled: 237,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  TransactionTooLarge: 257,
  InvalidResumeToken: 260,
  TooManyLogicalSessions: 261,
  OperationNotSupportedInTransaction: 263,
  IncompleteTransactionHistory: 217,
  ChangeStreamFatalError: 280,
  ChangeStreamHistoryLost: 286,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  NoQueryExecutionPlans: 291,
  UnsupportedOpQueryCommand: 352,
  MechanismUnavailable: 334,
  CursorInUse: 12051,
  APIVersionError: 322,
  APIStrictError: 323,
  ConversionFailure: 241,
  InterruptedAtShutdown: 11600,
  Interrupted: 11601,
  DuplicateKey: 11000,
  BSONObjectTooLarge: 10334,
  OutOfDiskSpace: 14031,
  IDLFailedToParse: 40414,
  IDLUnknownField: 40415,
} as const

export type CodeName = keyof typeof CODES | `Location${number}`

/** The number MongoDB gives a code name; `Location<number>` names carry their own. */
export function codeOf(codeName: CodeName): number {
  if (codeName in CODES) return CODES[codeName as keyof typeof CODES]
  return Number(codeName.slice('Location'.length))
}

/**
 * An error as MongoDB reports it to a client: number, name, words, labels
 * (`TransientTransactionError` …) and fields beside them (`keyPattern`, `errInfo` …).
 */
export class ServerError extends Error {
  readonly code: number
  readonly codeName: string
  readonly labels: string[]
  readonly extra: Record<string, unknown>

  constructor(
    codeName: CodeName,
    message: string,
    extra: Record<string, unknown> = {},
    labels: string[] = [],
  ) {
    super(message)
    this.name = 'ServerError'
    this.code = codeOf(codeName)
    this.codeName = codeName
    this.extra = extra
    this.labels = labels
  }
}

/** Throws the `ServerError` of that name. `extra` becomes fields of the error reply. */
export function fail(codeName: CodeName, message: string, extra: Record<string, unknown> = {}): never {
  throw new ServerError(codeName, message, extra)
}
