/** Errors of the AI SDK whose words are what a model said. */
const QUOTES_A_MODEL = /^AI_(JSONParse|TypeValidation|InvalidResponseData|InvalidToolInput)Error$/

type Described = { name: string; message?: string; stack?: string | undefined; cause?: Described }

const wordsOf = ({ name, message }: Error) => ({ name, ...(!QUOTES_A_MODEL.test(name) && { message }) })

/** @returns what a log may say of an error: without the contents that some errors quote */
export function describeError(error: Error): Described {
  const stack = QUOTES_A_MODEL.test(error.name) ? undefined : error.stack
  const { cause } = error
  return { ...wordsOf(error), stack, ...(cause instanceof Error && { cause: wordsOf(cause) }) }
}
