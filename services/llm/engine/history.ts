import type { ChatHistoryItem, ChatModelFunctionCall, ChatModelResponse } from 'node-llama-cpp'
import { badRequest } from '../api-error.ts'
import type { ChatMessage, ChatRequest } from './types.ts'

/**
 * Turns OpenAI's list of messages into llama.cpp's history: an assistant's tool calls and their results are parts of one
 * model turn there. The history always ends with the model's turn, which is the one to be generated.
 * @throws ApiError when a tool result answers no call
 */
export function buildHistory(request: ChatRequest): ChatHistoryItem[] {
  const history: ChatHistoryItem[] = []
  const open = new Map<string, ChatModelFunctionCall>()
  for (const [index, message] of request.messages.entries()) addMessage(history, open, message, index)
  if (history.at(-1)?.type !== 'model') history.push({ type: 'model', response: [] })
  return joinSystem(history, describeFormat(request))
}

function addMessage(
  history: ChatHistoryItem[],
  open: Map<string, ChatModelFunctionCall>,
  message: ChatMessage,
  index: number,
): void {
  if (message.role === 'system' || message.role === 'user') {
    history.push({ type: message.role, text: message.text })
  } else if (message.role === 'tool') {
    const call = open.get(message.callId)
    if (!call)
      throw badRequest(
        `No earlier assistant message calls a tool with the id '${message.callId}'.`,
        `messages[${index}].tool_call_id`,
      )
    call.result = parseOrText(message.text)
  } else {
    const turn = modelTurn(history)
    if (message.text !== '') turn.response.push(message.text)
    for (const { id, name, arguments: json } of message.toolCalls) {
      const call: ChatModelFunctionCall = {
        type: 'functionCall',
        name,
        params: parseOrText(json),
        result: null,
      }
      open.set(id, call)
      turn.response.push(call)
    }
  }
}

/** The model's turn at the end of the history; a new one when someone else spoke last. */
function modelTurn(history: ChatHistoryItem[]): ChatModelResponse {
  const last = history.at(-1)
  if (last?.type === 'model') return last
  const turn: ChatModelResponse = { type: 'model', response: [] }
  history.push(turn)
  return turn
}

/** Chat templates know one system message at the start: what belongs there becomes that one. */
function joinSystem(history: ChatHistoryItem[], note: string | null): ChatHistoryItem[] {
  const count = history.findIndex((item) => item.type !== 'system')
  const texts = history.slice(0, count).map((item) => (item.type === 'system' ? item.text : ''))
  if (note) texts.push(note)
  if (texts.length === 0) return history
  return [{ type: 'system', text: texts.join('\n\n') }, ...history.slice(count)]
}

/** The grammar forces the form; small models give better values when they are told of it as well. */
function describeFormat({ format, toolChoice, tools }: ChatRequest): string | null {
  if (typeof toolChoice === 'object' || toolChoice === 'required')
    return `Call one of these functions by answering with JSON {"name": …, "arguments": …}. Functions: ${JSON.stringify(tools)}`
  if (format.type === 'text') return null
  if (!format.schema) return 'Answer with a JSON object.'
  return `Answer with JSON that fits this schema: ${JSON.stringify(format.schema)}`
}

function parseOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
