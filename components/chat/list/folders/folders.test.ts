import { expect, test } from 'vitest'
import type { FolderDto } from '@/lib/folders/schema'
import { folderTree, placesFor } from './folder-tree'
import { formatOpenFolders, OPEN_FOLDERS_MAX, parseOpenFolders } from './open-folders-cookie'

const folder = (id: string, parentId: string | null = null): FolderDto => ({
  id,
  parentId,
  name: id,
  emoji: null,
  instructions: '',
})

test('folders are by name, the ones inside under theirs, orphans at the top', () => {
  const tree = folderTree([
    folder('b'),
    folder('a10', 'a'),
    folder('a9', 'a'),
    folder('c', 'gone'),
    folder('a'),
  ])
  expect(tree.map((node) => [node.folder.id, node.inside.map(({ id }) => id)])).toEqual([
    ['a', ['a9', 'a10']],
    ['b', []],
    ['c', []],
  ])
})

test('no folder is hidden: what would be nested twice, or in a circle, is at the top', () => {
  const tree = folderTree([
    folder('a'),
    folder('b', 'a'),
    folder('c', 'b'),
    folder('x', 'y'),
    folder('y', 'x'),
  ])
  expect(tree.map((node) => [node.folder.id, node.inside.map(({ id }) => id)])).toEqual([
    ['a', ['b']],
    ['c', []],
    ['x', []],
    ['y', []],
  ])
})

test('a folder goes into those at the top, unless it holds one itself', () => {
  const folders = [folder('a'), folder('a1', 'a'), folder('b'), folder('lost', 'gone')]
  const places = (id: string) => placesFor(folders.find((one) => one.id === id)!, folders).map((f) => f.id)
  expect(places('b')).toEqual(['a', 'lost'])
  expect(places('a1')).toEqual(['b', 'lost'])
  expect(places('lost')).toEqual(['a', 'b'])
  expect(places('a')).toEqual([])
})

test('a cookie remembers open folders, and a broken one none', () => {
  const ids = ['a'.repeat(24), 'b'.repeat(24)]
  expect(parseOpenFolders(formatOpenFolders(ids))).toEqual(ids)
  expect(parseOpenFolders(undefined)).toEqual([])
  expect(parseOpenFolders(`x.${ids[0]}.<script>`)).toEqual([ids[0]])
  expect(parseOpenFolders(Array(100).fill(ids[0]).join('.'))).toHaveLength(OPEN_FOLDERS_MAX)
})
