import { double } from '../test-values.ts'
import { type ExpressionCases, type ExpressionErrors, NOTHING } from './expression-case.ts'

export const ARRAYS: ExpressionCases[] = [
  [
    'elements',
    [
      [{ $arrayElemAt: [[1, 2, 3], 0] }, 1],
      [{ $arrayElemAt: [[1, 2, 3], -1] }, 3],
      [{ $arrayElemAt: [[1], 5] }, NOTHING],
      [{ $arrayElemAt: [[1], -2] }, NOTHING],
      [{ $arrayElemAt: [null, 1] }, null],
      [{ $arrayElemAt: [[1, 2], double(1)] }, 2],
      [{ $first: '$a' }, 1, { a: [1, 2] }],
      [{ $last: '$a' }, 2, { a: [1, 2] }],
      [{ $first: '$a' }, NOTHING, { a: [] }],
      [{ $first: '$a' }, null, {}],
      [{ $firstN: { input: [1, 2, 3], n: 2 } }, [1, 2]],
      [{ $lastN: { input: [1, 2, 3], n: 2 } }, [2, 3]],
      [{ $maxN: { input: [3, null, 9, 5], n: 2 } }, [9, 5]],
      [{ $minN: { input: [3, null, 9, 5], n: 5 } }, [3, 5, 9]],
      [{ $size: [[1, 2]] }, 2],
      [{ $in: [2, [1, 2]] }, true],
      [{ $in: ['$a', [null]] }, false],
      [{ $in: [double(2), [1, 2]] }, true],
      [{ $indexOfArray: [['a', 'b', 'a'], 'a'] }, 0],
      [{ $indexOfArray: [['a', 'b', 'a'], 'a', 1] }, 2],
      [{ $indexOfArray: [['a', 'b', 'a'], 'a', 1, 2] }, -1],
      [{ $indexOfArray: [null, 'a'] }, null],
    ],
  ],
  [
    'new arrays',
    [
      [{ $concatArrays: [[1], [2, [3]]] }, [1, 2, [3]]],
      [{ $concatArrays: [[1], null] }, null],
      [{ $slice: [[1, 2, 3], 2] }, [1, 2]],
      [{ $slice: [[1, 2, 3], -2] }, [2, 3]],
      [{ $slice: [[1, 2, 3], 1, 1] }, [2]],
      [{ $slice: [[1, 2, 3], -2, 1] }, [2]],
      [{ $slice: [[1, 2, 3], -9, 2] }, [1, 2]],
      [{ $slice: [null, 1] }, null],
      [{ $reverseArray: [[1, 2]] }, [2, 1]],
      [{ $range: [0, 5, 2] }, [0, 2, 4]],
      [{ $range: [3, 0, -1] }, [3, 2, 1]],
      [{ $range: [0, 3, -1] }, []],
      [{ $sortArray: { input: [3, 1, 2], sortBy: 1 } }, [1, 2, 3]],
      [{ $sortArray: { input: [{ a: 1, b: 1 }, { a: 2 }], sortBy: { a: -1 } } }, [{ a: 2 }, { a: 1, b: 1 }]],
      [{ $sortArray: { input: null, sortBy: 1 } }, null],
      [{ $zip: { inputs: [[1, 2], ['a']] } }, [[1, 'a']]],
      [
        { $zip: { inputs: [[1, 2], ['a']], useLongestLength: true } },
        [
          [1, 'a'],
          [2, null],
        ],
      ],
      [
        { $zip: { inputs: [[1, 2], ['a']], useLongestLength: true, defaults: [0, 'z'] } },
        [
          [1, 'a'],
          [2, 'z'],
        ],
      ],
      [{ $zip: { inputs: [[1], null] } }, null],
    ],
  ],
  [
    'arrays and objects',
    [
      [
        { $objectToArray: { a: 1, b: 2 } },
        [
          { k: 'a', v: 1 },
          { k: 'b', v: 2 },
        ],
      ],
      [{ $objectToArray: null }, null],
      [
        {
          $arrayToObject: [
            [
              ['a', 1],
              ['b', 2],
            ],
          ],
        },
        { a: 1, b: 2 },
      ],
      [{ $arrayToObject: [[{ k: 'a', v: 1 }]] }, { a: 1 }],
      [
        {
          $arrayToObject: [
            [
              ['a', 1],
              ['a', 2],
            ],
          ],
        },
        { a: 2 },
      ],
      [{ $arrayToObject: [[]] }, {}],
      [{ $arrayToObject: null }, null],
    ],
  ],
]

export const ARRAYS_ERRORS: ExpressionErrors = [
  [{ $arrayElemAt: [1, 0] }, 'Location28689'],
  [{ $arrayElemAt: [[1], 'x'] }, 'Location28690'],
  [{ $arrayElemAt: [[1], 1.5] }, 'Location28691'],
  [{ $size: '$a' }, 'Location17124'],
  [{ $size: null }, 'Location17124'],
  [{ $in: [1, 2] }, 'Location40081'],
  [{ $concatArrays: [1] }, 'Location28664'],
  [{ $slice: [1, 1] }, 'Location28724'],
  [{ $slice: [[1], 'x'] }, 'Location28725'],
  [{ $slice: [[1], 1, 0] }, 'Location28729'],
  [{ $slice: [[1]] }, 'Location28667'],
  [{ $reverseArray: 1 }, 'Location34435'],
  [{ $range: ['x', 1] }, 'Location34443'],
  [{ $range: [1.5, 1] }, 'Location34444'],
  [{ $range: [1, 2, 0] }, 'Location34449'],
  [{ $objectToArray: 1 }, 'Location40390'],
  [{ $arrayToObject: 1 }, 'Location40386'],
  [{ $arrayToObject: [[1]] }, 'Location40398'],
  [{ $arrayToObject: [[['a']]] }, 'Location40397'],
  [{ $arrayToObject: [[[1, 1]]] }, 'Location40395'],
  [{ $arrayToObject: [[{ k: 'a' }]] }, 'Location40392'],
  [{ $arrayToObject: [[{ k: 'a', w: 1 }]] }, 'Location40393'],
  [{ $indexOfArray: [1, 1] }, 'Location40090'],
  [{ $indexOfArray: [[1], 1, -1] }, 'Location40097'],
  [{ $sortArray: { input: 1, sortBy: 1 } }, 'Location2942504'],
  [{ $zip: { inputs: [] } }, 'Location34465'],
  [{ $zip: { inputs: [[1]], defaults: [1] } }, 'Location34466'],
  [{ $firstN: { input: [1], n: 0 } }, 'Location5787908'],
]
