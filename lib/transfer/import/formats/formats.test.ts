import { describe, expect, it } from 'vitest'
import { tidyTree } from '../tidy-tree'
import { readConversation } from './read-conversation'

function tidy(value: unknown) {
  const conversation = readConversation(value)
  if (!conversation) throw new Error('not a conversation')
  const { messages, leafId, skipped } = tidyTree(conversation.messages, conversation.current, new Date(0))
  const places = new Map(messages.map(({ id }, i) => [id, i]))
  const place = (id: string | null) => places.get(id ?? '') ?? -1
  return {
    conversation,
    tree: messages.map(({ role, text, parentId, depth }) => [role, text, place(parentId), depth]),
    leaf: messages[place(leafId)]?.text,
    skipped,
    messages,
  }
}

const said = (role: string, text: unknown, rest: object = {}) => ({
  author: { role },
  create_time: 1_700_000_000,
  content: { content_type: 'text', parts: Array.isArray(text) ? text : [text] },
  metadata: {},
  recipient: 'all',
  ...rest,
})
const node = (parent: string | null, message: unknown) => ({ parent, message, children: [] })

describe('ChatGPT', () => {
  it('is read as a tree, without what it hides, with versions and the branch that was shown', () => {
    const { conversation, tree, leaf, skipped } = tidy({
      title: 'A trip',
      create_time: 1_700_000_000.5,
      update_time: 1_700_000_100,
      conversation_id: 'c-1',
      current_node: 'a1',
      is_archived: true,
      mapping: {
        root: node(null, null),
        sys: node('root', said('system', '')),
        ctx: node(
          'sys',
          said('user', 'About me', { metadata: { is_visually_hidden_from_conversation: true } }),
        ),
        u: node('ctx', said('user', 'Where to?')),
        a1: node('u', said('assistant', 'Lisbon.')),
        a2: node('u', said('assistant', 'Porto.', { create_time: 1_700_000_050 })),
      },
    })
    expect(conversation).toMatchObject({
      source: 'chatgpt',
      importId: 'chatgpt:c-1',
      title: 'A trip',
      createdAt: new Date(1_700_000_000_500),
      marks: { isArchived: true },
    })
    expect(tree).toEqual([
      ['user', 'Where to?', -1, 0],
      ['assistant', 'Lisbon.', 0, 1],
      ['assistant', 'Porto.', 0, 1],
    ])
    expect(leaf).toBe('Lisbon.')
    expect(skipped.sort()).toEqual(['hidden', 'hidden'])
  })

  it('makes one reply of what stands around tools, with its thoughts', () => {
    const { tree, skipped, messages } = tidy({
      title: 'Search',
      mapping: {
        u: node(null, said('user', 'What is new?')),
        t: node('u', {
          ...said('assistant', ''),
          content: { content_type: 'thoughts', thoughts: [{ summary: 'S', content: 'I should look.' }] },
        }),
        call: node('t', said('assistant', 'search("news")', { recipient: 'web' })),
        tool: node('call', said('tool', 'results')),
        a: node('tool', said('assistant', 'Not much.')),
        b: node('a', said('assistant', 'Ask again.')),
        u2: node('b', said('user', 'Thanks')),
      },
    })
    expect(tree).toEqual([
      ['user', 'What is new?', -1, 0],
      ['assistant', 'Not much.\n\nAsk again.', 0, 1],
      ['user', 'Thanks', 1, 2],
    ])
    expect(messages[1]?.parts[0]).toEqual({ type: 'reasoning', text: 'I should look.' })
    expect(skipped).toEqual(['tool', 'tool'])
  })

  it('says where a picture was', () => {
    const picture = { content_type: 'image_asset_pointer', asset_pointer: 'file-service://x' }
    const { tree, conversation } = tidy({
      mapping: { u: node(null, said('user', [picture, 'What is this?', ''])) },
    })
    expect(tree[0]?.[1]).toBe('[attachment]\n\nWhat is this?')
    expect(conversation.notes).toEqual(['attachment'])
  })
})

describe('Claude', () => {
  const message = (uuid: string, sender: string, text: string, rest: object = {}) => ({
    uuid,
    sender,
    text,
    content: [{ type: 'text', text }],
    created_at: '2025-05-01T10:00:00.000Z',
    attachments: [],
    files: [],
    ...rest,
  })

  it('is read as a list, or as a tree where it has parents', () => {
    const list = [
      message('m1', 'human', 'Hi'),
      message('m2', 'assistant', 'Hello.'),
      message('m3', 'human', 'More'),
    ]
    const { conversation, tree } = tidy({ uuid: 'c-2', name: 'Greeting', chat_messages: list })
    expect(conversation.importId).toBe('claude:c-2')
    expect(tree).toEqual([
      ['user', 'Hi', -1, 0],
      ['assistant', 'Hello.', 0, 1],
      ['user', 'More', 1, 2],
    ])
    const root = { parent_message_uuid: '00000000-0000-4000-8000-000000000000' }
    const branches = [message('m1', 'human', 'Hi', root), message('m2', 'human', 'Hi there', root)]
    expect(tidy({ chat_messages: branches }).tree).toEqual([
      ['user', 'Hi', -1, 0],
      ['user', 'Hi there', -1, 0],
    ])
  })

  it('brings thoughts and pasted texts, and says where files were', () => {
    const { messages, conversation } = tidy({
      name: '',
      chat_messages: [
        message('m1', 'human', 'Read this', {
          attachments: [{ file_name: 'a.txt', extracted_content: 'Pasted words' }],
          files: [{ file_name: 'photo.png' }],
        }),
        message('m2', 'assistant', '', {
          content: [
            { type: 'thinking', thinking: 'Hm.' },
            { type: 'text', text: 'Read.' },
            { type: 'tool_use', name: 'x' },
          ],
        }),
        message('m3', 'robot', 'Beep'),
      ],
    })
    expect(messages.map(({ text }) => text)).toEqual([
      'Read this\n\na.txt\n\nPasted words\n\n[attachment]',
      'Read.',
    ])
    expect(messages[1]?.parts[0]).toEqual({ type: 'reasoning', text: 'Hm.' })
    expect(conversation.notes).toEqual(['attachment'])
  })
})

describe('what is hostile or broken in a conversation', () => {
  const mapping = (nodes: Record<string, unknown>) => tidy({ title: 'x', mapping: nodes })

  it('a circle is left out, and the rest comes along', () => {
    const { tree, skipped } = mapping({
      a: node('c', said('user', 'a')),
      b: node('a', said('assistant', 'b')),
      c: node('b', said('user', 'c')),
      self: node('self', said('user', 'self')),
      ok: node(null, said('user', 'ok')),
    })
    expect(tree).toEqual([['user', 'ok', -1, 0]])
    expect(skipped).toEqual(['cycle', 'cycle', 'cycle', 'cycle'])
  })

  it('a parent that is not in the file makes a beginning', () => {
    const { tree, skipped } = mapping({ a: node('0123456789abcdef01234567', said('user', 'a')) })
    expect(tree).toEqual([['user', 'a', -1, 0]])
    expect(skipped).toEqual(['lost_parent'])
  })

  it('what is empty, too long, of nobody or of no form at all is left out, and what follows moves up', () => {
    const { tree, skipped } = mapping({
      u: node(null, said('user', 'q')),
      empty: node('u', said('assistant', ' \n')),
      long: node('empty', said('user', 'x'.repeat(400_001))),
      who: node('long', said('critic', 'hm')),
      odd: node('who', { author: 'me', content: 5 }),
      end: node('odd', said('assistant', 'a')),
      bad: 'not a node',
    })
    expect(tree).toEqual([
      ['user', 'q', -1, 0],
      ['assistant', 'a', 0, 1],
    ])
    expect(skipped.sort()).toEqual(['empty', 'not_a_conversation', 'too_long', 'unknown_role'])
  })

  it('odd letters and odd times do no harm', () => {
    const { messages } = mapping({
      a: node(null, said('user', 'a\ud800b\u0000c \u202e רע 🎉', { create_time: 1e300 })),
      b: node('a', said('assistant', 'b', { create_time: -5 })),
    })
    expect(messages[0]?.text).toBe('a\ufffdbc \u202e רע 🎉')
    expect(messages.map(({ createdAt }) => createdAt.getTime())).toEqual([0, 1])
  })

  it('names of the prototype are ids like any other', () => {
    const value: unknown = JSON.parse(
      JSON.stringify({ mapping: { constructor: node(null, said('user', 'a')) } }).replace(
        '"title"',
        '"__proto__"',
      ),
    )
    expect(tidy(value).tree).toEqual([['user', 'a', -1, 0]])
  })

  it('fifty thousand messages in a row are read, and take no stack', () => {
    const nodes: Record<string, unknown> = {}
    for (let i = 0; i < 50_000; i++)
      nodes[`n${i}`] = node(i === 0 ? null : `n${i - 1}`, said(i % 2 === 0 ? 'user' : 'assistant', `m${i}`))
    const { messages } = mapping(nodes)
    expect(messages).toHaveLength(50_000)
    expect(messages.at(-1)?.depth).toBe(49_999)
  })

  it.each([
    null,
    1,
    'x',
    [],
    {},
    { mapping: 5 },
    { chat_messages: {} },
    { messages: [], currentMessageId: 1 },
  ])('is no conversation: %j', (value) => {
    expect(readConversation(value)).toBeNull()
  })
})
