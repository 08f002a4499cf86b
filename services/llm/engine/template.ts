import type { ChatWrapper, LlamaModel, LlamaText } from 'node-llama-cpp'
import type { LlamaLibrary } from './model-host.ts'

/**
 * The way this model expects a conversation to be written. The library puts a beginning-of-sequence token first in any
 * case; where the model's tokenizer says that none belongs there it is taken out again. (In SmolLM2 that token is
 * `<|im_start|>`, with which every prompt would begin twice.)
 */
export function resolveTemplate(library: LlamaLibrary, model: LlamaModel): ChatWrapper {
  const wrapper: ChatWrapper = library.resolveChatWrapper(model)
  if (model.tokens.shouldPrependBosToken) return wrapper
  const generate = wrapper.generateContextState.bind(wrapper)
  wrapper.generateContextState = (options) => {
    const state = generate(options)
    return { ...state, contextText: dropBos(library, state.contextText) }
  }
  return wrapper
}

function dropBos({ LlamaText, SpecialToken }: LlamaLibrary, text: LlamaText): LlamaText {
  const [first, ...rest] = text.values
  return first instanceof SpecialToken && first.value === 'BOS' ? LlamaText(rest) : text
}
