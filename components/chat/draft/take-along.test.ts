import { beforeEach, expect, test } from 'vitest'
import { ID, OWNER, stubStorage } from '../session/fake-services.testing'
import { readDraft, readQueue, saveDraft, saveQueue } from '../session/storage'
import { readEdit, saveEdit, takeEdits } from './edits'
import { takeAlong } from './take-along'

const HERE = { owner: OWNER, id: ID }
const [Q1, Q2] = ['1'.repeat(24), '2'.repeat(24)]
const draft = (text: string) => ({ text, base: null, isUnsaved: true })

beforeEach(stubStorage)

test('all that is unsent goes to a new chat, below what stands there, and leaves its place', () => {
  saveDraft(OWNER, 'new', draft('Begun'))
  saveEdit(HERE, Q1, 'A better question')
  saveQueue(OWNER, ID, [{ id: 'm', text: 'Waiting' }])
  saveDraft(OWNER, ID, draft('Half a thought'))
  takeAlong(OWNER, ID)
  const all = 'Begun\n\nA better question\n\nWaiting\n\nHalf a thought'
  expect(readDraft(OWNER, 'new')).toMatchObject({ text: all, isUnsaved: true })
  expect([readEdit(HERE, Q1), readQueue(OWNER, ID), readDraft(OWNER, ID).text]).toEqual(['', [], ''])
  takeAlong(OWNER, ID)
  expect(readDraft(OWNER, 'new').text).toBe(all)
})

test('what stood in the fields of two windows goes along once', () => {
  saveQueue(OWNER, ID, [{ id: 'm', text: 'Waiting' }])
  takeAlong(OWNER, ID, 'Half a thought')
  takeAlong(OWNER, ID, 'Half a thought')
  expect(readDraft(OWNER, 'new').text).toBe('Waiting\n\nHalf a thought')
})

test('other words for questions are kept by message, until they are forgotten', () => {
  saveEdit(HERE, Q1, 'First')
  saveEdit(HERE, Q2, 'Second')
  saveEdit(HERE, Q1, '')
  expect([readEdit(HERE, Q1), readEdit(HERE, Q2)]).toEqual(['', 'Second'])
  expect(readEdit({ ...HERE, owner: 'somebody else' }, Q2)).toBe('')
})

test('those of a temporary conversation are in this window alone', () => {
  const here = { owner: null, id: ID }
  saveEdit(here, Q1, 'For nobody')
  expect(readEdit(here, Q1)).toBe('For nobody')
  expect(readEdit({ ...here }, Q1)).toBe('')
  expect(takeEdits(here)).toEqual(['For nobody'])
})
