/** The wire types of models. Safe in the browser. */
export type ModelDto = {
  /** `provider/model`, as stored with conversations and replies. */
  id: string
  label: string
  provider: 'openai' | 'local'
  /** Tokens of prompt and reply together. */
  contextWindow: number
}

export type ModelList = {
  models: ModelDto[]
  /** The model a new conversation starts with; null when no model can be reached. */
  defaultId: string | null
}
