import { BSONRegExp } from 'bson'
import { expressions, failures } from '../test-expressions.ts'
import { date, double } from '../test-values.ts'

expressions('text', [
  [{ $concat: ['a', 'b'] }, 'ab'],
  [{ $concat: [] }, ''],
  [{ $concat: ['a', null] }, null],
  [{ $concat: ['a', '$nothing'] }, null],
  [{ $toLower: 'AbÉ' }, 'abÉ'],
  [{ $toUpper: 'abé' }, 'ABé'],
  [{ $toUpper: null }, ''],
  [{ $toLower: 5 }, '5'],
  [{ $toUpper: date('2024-01-01') }, '2024-01-01T00:00:00.000Z'],
  [{ $strcasecmp: ['a', 'A'] }, 0],
  [{ $strcasecmp: ['b', 'A'] }, 1],
  [{ $strLenCP: 'é😀' }, 2],
  [{ $strLenBytes: 'é😀' }, 6],
  [{ $split: ['a-b-c', '-'] }, ['a', 'b', 'c']],
  [{ $split: ['abc', '-'] }, ['abc']],
  [{ $split: ['-a-', '-'] }, ['', 'a', '']],
  [{ $split: [null, '-'] }, null],
])

expressions('parts', [
  [{ $substrCP: ['é😀x', 1, 1] }, '😀'],
  [{ $substrCP: ['abc', 1, 9] }, 'bc'],
  [{ $substrCP: ['abc', 9, 1] }, ''],
  [{ $substrCP: [null, 0, 1] }, ''],
  [{ $substrBytes: ['éa', 2, 1] }, 'a'],
  [{ $substr: ['abc', 1, -1] }, 'bc'],
  [{ $substr: [123, 0, 2] }, '12'],
  [{ $indexOfCP: ['é😀x', 'x'] }, 2],
  [{ $indexOfBytes: ['é😀x', 'x'] }, 6],
  [{ $indexOfCP: ['abcabc', 'b', 2] }, 4],
  [{ $indexOfCP: ['abcabc', 'b', 2, 4] }, -1],
  [{ $indexOfCP: ['', ''] }, 0],
  [{ $indexOfBytes: [null, 'x'] }, null],
  [{ $trim: { input: ' \t a \n' } }, 'a'],
  [{ $ltrim: { input: 'xxaxx', chars: 'x' } }, 'axx'],
  [{ $rtrim: { input: 'xyaxy', chars: 'yx' } }, 'xya'],
  [{ $trim: { input: null } }, null],
  [{ $trim: { input: 'a', chars: null } }, null],
  [{ $replaceOne: { input: 'aaa', find: 'a', replacement: { $literal: '$&' } } }, '$&aa'],
  [{ $replaceAll: { input: 'a.a', find: '.', replacement: '-' } }, 'a-a'],
  [{ $replaceAll: { input: 'aaa', find: null, replacement: 'x' } }, null],
])

expressions('regular expressions', [
  [{ $regexMatch: { input: 'line one', regex: '^line' } }, true],
  [{ $regexMatch: { input: 'LINE', regex: new BSONRegExp('line', 'i') } }, true],
  [{ $regexMatch: { input: 'LINE', regex: 'line', options: 'i' } }, true],
  [{ $regexMatch: { input: null, regex: 'x' } }, false],
  [{ $regexFind: { input: 'é one', regex: 'o(n)(x)?' } }, { match: 'on', idx: 2, captures: ['n', null] }],
  [{ $regexFind: { input: 'abc', regex: 'x' } }, null],
  [
    { $regexFindAll: { input: 'a1b22', regex: '\\d+' } },
    [
      { match: '1', idx: 1, captures: [] },
      { match: '22', idx: 3, captures: [] },
    ],
  ],
  [
    { $regexFindAll: { input: 'ab', regex: '' } },
    [
      { match: '', idx: 0, captures: [] },
      { match: '', idx: 1, captures: [] },
      { match: '', idx: 2, captures: [] },
    ],
  ],
  [{ $regexFindAll: { input: null, regex: 'x' } }, []],
])

failures('errors', [
  [{ $concat: ['a', 1] }, 'Location16702'],
  [{ $toUpper: [[1]] }, 'Location16007'],
  [{ $strLenCP: null }, 'Location34471'],
  [{ $strLenBytes: 5 }, 'Location34473'],
  [{ $split: ['a', ''] }, 'Location40087'],
  [{ $split: [1, 'a'] }, 'Location40085'],
  [{ $substrBytes: ['é', 1, 1] }, 'Location28656'],
  [{ $substrBytes: ['é', 0, 1] }, 'Location28657'],
  [{ $substrCP: ['a', -1, 1] }, 'Location34455'],
  [{ $substrCP: ['a', 0, double(0.5)] }, 'Location34453'],
  [{ $indexOfCP: [1, 'a'] }, 'Location40093'],
  [{ $trim: { input: 1 } }, 'Location50699'],
  [{ $trim: { chars: 'x' } }, 'Location50695'],
  [{ $replaceOne: { input: 1, find: 'a', replacement: 'b' } }, 'Location51746'],
  [{ $regexMatch: { input: 1, regex: 'x' } }, 'Location51104'],
  [{ $regexMatch: { input: 'a', regex: '(' } }, 'Location51091'],
  [{ $regexMatch: { input: 'a', regex: new BSONRegExp('a', 'i'), options: 'm' } }, 'Location51107'],
])
