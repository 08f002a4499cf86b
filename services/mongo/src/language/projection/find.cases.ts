/** A projection of a `find`, a document, the result, and the filter that found it. */
export type ProjectionCase = [projection: object, document: object, result: object, filter?: object]

/** Projections by kind; run on the language alone and through the driver. */
export const PROJECTION_CASES: [name: string, cases: ProjectionCase[]][] = [
  [
    'inclusion, exclusion and expressions',
    [
      [{}, { _id: 1, a: 1 }, { _id: 1, a: 1 }],
      [{ a: 1 }, { _id: 1, b: 2, a: 3 }, { _id: 1, a: 3 }],
      [{ a: true, _id: 0 }, { _id: 1, a: 3, b: 4 }, { a: 3 }],
      [{ a: 0 }, { _id: 1, a: 3, b: 4 }, { _id: 1, b: 4 }],
      [{ _id: 0 }, { _id: 1, a: 3 }, { a: 3 }],
      [{ _id: 1 }, { _id: 1, a: 3 }, { _id: 1 }],
      [{ a: 1.5 }, { _id: 1, a: 3, b: 4 }, { _id: 1, a: 3 }],
      [
        { b: 1, a: 1 },
        { _id: 1, a: 1, b: 2 },
        { _id: 1, a: 1, b: 2 },
      ],
      [{ 'a.b': 1 }, { _id: 1, a: { b: 1, c: 2 } }, { _id: 1, a: { b: 1 } }],
      [{ a: { b: 1 } }, { _id: 1, a: { b: 1, c: 2 } }, { _id: 1, a: { b: 1 } }],
      [{ 'a.b': 1 }, { _id: 1, a: { c: 2 } }, { _id: 1, a: {} }],
      [{ 'a.b': 1 }, { _id: 1, a: 5 }, { _id: 1 }],
      [
        { 'a.b': 1 },
        { _id: 1, a: [{ b: 1, c: 2 }, 5, { c: 3 }, [{ b: 2, c: 1 }]] },
        { _id: 1, a: [{ b: 1 }, {}, [{ b: 2 }]] },
      ],
      [{ 'a.b': 0 }, { _id: 1, a: [{ b: 1, c: 2 }, 5, [{ b: 2 }]] }, { _id: 1, a: [{ c: 2 }, 5, [{}]] }],
      [
        { 'a.b': 1, 'a.c': 1 },
        { _id: 1, a: { b: 1, c: 2, d: 3 } },
        { _id: 1, a: { b: 1, c: 2 } },
      ],
      [{ a: '$b' }, { _id: 1, b: 2, c: 3 }, { _id: 1, a: 2 }],
      [
        { a: 1, s: { $add: ['$a', 1] } },
        { _id: 1, a: 2 },
        { _id: 1, a: 2, s: 3 },
      ],
      [{ a: '$nothing' }, { _id: 1, a: 2 }, { _id: 1 }],
      [{ a: { $literal: 1 } }, { _id: 1, a: 2 }, { _id: 1, a: 1 }],
      [{ 'a.x': '$b' }, { _id: 1, a: [{ y: 1 }, 2], b: 3 }, { _id: 1, a: [{ x: 3 }] }],
      [{ 'a.x': '$b' }, { _id: 1, a: 5, b: 3 }, { _id: 1, a: { x: 3 } }],
      [{ a: ['$b', 1, '$nothing'] }, { _id: 1, b: 2 }, { _id: 1, a: [2, 1, null] }],
    ],
  ],
  [
    '$slice',
    [
      [{ a: { $slice: 2 } }, { _id: 1, a: [1, 2, 3], b: 1 }, { _id: 1, a: [1, 2], b: 1 }],
      [{ a: { $slice: -2 } }, { _id: 1, a: [1, 2, 3] }, { _id: 1, a: [2, 3] }],
      [{ a: { $slice: [1, 1] } }, { _id: 1, a: [1, 2, 3] }, { _id: 1, a: [2] }],
      [{ a: { $slice: [-2, 1] } }, { _id: 1, a: [1, 2, 3] }, { _id: 1, a: [2] }],
      [
        { a: { $slice: 1 }, b: 1 },
        { _id: 1, a: [1, 2], b: 1, c: 1 },
        { _id: 1, b: 1 },
      ],
      [
        { b: 1, a: { $slice: 1 } },
        { _id: 1, a: [1, 2], b: 1, c: 1 },
        { _id: 1, a: [1], b: 1 },
      ],
      [{ 'a.b': { $slice: 1 } }, { _id: 1, a: { b: [1, 2], c: 1 } }, { _id: 1, a: { b: [1], c: 1 } }],
      [{ a: { $slice: 1 } }, { _id: 1, a: 5 }, { _id: 1, a: 5 }],
      [{ a: { $slice: ['$a', 1] } }, { _id: 1, a: [1, 2] }, { _id: 1, a: [1] }],
    ],
  ],
  [
    '$elemMatch',
    [
      [
        { a: { $elemMatch: { x: 2 } } },
        { _id: 1, a: [{ x: 1 }, { x: 2, y: 1 }, { x: 2 }], b: 1 },
        { _id: 1, a: [{ x: 2, y: 1 }] },
      ],
      [
        { a: { $elemMatch: { $gt: 1 } }, b: 1 },
        { _id: 1, a: [1, 2, 3], b: 1 },
        { _id: 1, b: 1, a: [2] },
      ],
      [{ a: { $elemMatch: { x: 9 } } }, { _id: 1, a: [{ x: 1 }] }, { _id: 1 }],
      [{ a: { $elemMatch: { x: 1 } } }, { _id: 1, a: { x: 1 } }, { _id: 1 }],
    ],
  ],
  [
    'the positional $',
    [
      [{ 'a.$': 1 }, { _id: 1, a: [1, 5, 7], b: 1 }, { _id: 1, a: [5] }, { a: { $gt: 3 } }],
      [
        { 'a.$': 1 },
        { _id: 1, a: [{ x: 1 }, { x: 2, y: 3 }] },
        { _id: 1, a: [{ x: 2, y: 3 }] },
        { 'a.x': 2 },
      ],
      [
        { 'a.$': 1 },
        { _id: 1, a: [{ x: 1 }, { x: 2 }] },
        { _id: 1, a: [{ x: 2 }] },
        { a: { $elemMatch: { x: { $gt: 1 } } } },
      ],
      [
        { 'g.a.$': 1, b: 1 },
        { _id: 1, b: 2, g: { a: [1, 2] } },
        { _id: 1, b: 2, g: { a: [2] } },
        { 'g.a': 2 },
      ],
    ],
  ],
]

/** What is no projection, and the code name of the error. */
export const PROJECTION_ERRORS: [projection: object, codeName: string][] = [
  [{ a: 1, b: 0 }, 'Location31254'],
  [{ a: 0, b: 1 }, 'Location31253'],
  [{ a: 0, b: '$c' }, 'Location31252'],
  [{ a: 1, 'a.b': 1 }, 'Location31249'],
  [{ 'a.b': 1, a: 1 }, 'Location31250'],
  [{ a: {} }, 'Location51270'],
  [{ a: { $foo: 1 } }, 'InvalidPipelineOperator'],
  [{ 'a.b': { $elemMatch: { c: 1 } } }, 'Location31275'],
  [{ a: { $elemMatch: 1 } }, 'Location31274'],
  [{ 'a.$.b': 1 }, 'Location31394'],
  [{ $a: 1 }, 'Location16410'],
  [{ 'a..b': 1 }, 'Location15998'],
  [{ 'a.$': 1, 'b.$': 1 }, 'Location31276'],
  [{ 'a.$': 0 }, 'Location31395'],
  [{ a: { $slice: [1, 0] } }, 'Location28729'],
  [{ a: { $slice: 'x' } }, 'Location28667'],
]
