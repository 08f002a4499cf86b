import { date, double, id, int, long } from '../../test-values.ts'
import type { ExpressionCases, ExpressionErrors } from '../expression-case.ts'

const NEW_YORK = 'America/New_York'
/** Noon UTC on the day when clocks in New York went forward. */
const SPRING = date('2024-03-10T12:00:00Z')

export const DATES: ExpressionCases[] = [
  [
    'parts',
    [
      [{ $year: '$d' }, 2024, { d: SPRING }],
      [{ $month: '$d' }, 3, { d: SPRING }],
      [{ $dayOfMonth: { date: '$d', timezone: 'Pacific/Auckland' } }, 11, { d: SPRING }],
      [{ $hour: { date: '$d', timezone: NEW_YORK } }, 8, { d: SPRING }],
      [{ $hour: { date: '$d', timezone: '+05:30' } }, 17, { d: SPRING }],
      [{ $minute: { date: '$d', timezone: '+0530' } }, 30, { d: SPRING }],
      [{ $second: '$d' }, 5, { d: date('2024-01-01T00:00:05.678Z') }],
      [{ $millisecond: '$d' }, 678, { d: date('2024-01-01T00:00:05.678Z') }],
      [{ $dayOfYear: '$d' }, 70, { d: SPRING }],
      [{ $dayOfWeek: '$d' }, 1, { d: SPRING }],
      [{ $isoDayOfWeek: '$d' }, 7, { d: SPRING }],
      [{ $week: '$d' }, 0, { d: date('2022-01-01') }],
      [{ $week: '$d' }, 1, { d: date('2022-01-02') }],
      [{ $isoWeek: '$d' }, 53, { d: date('2021-01-03') }],
      [{ $isoWeekYear: '$d' }, long(2020), { d: date('2021-01-03') }],
      [{ $isoWeek: '$d' }, 1, { d: date('2024-12-30') }],
      [{ $year: null }, null],
      [{ $year: { date: '$d', timezone: null } }, null, { d: SPRING }],
      [{ $year: id(1) }, 1970],
      [
        { $dateToParts: { date: SPRING } },
        { year: 2024, month: 3, day: 10, hour: 12, minute: 0, second: 0, millisecond: 0 },
      ],
      [
        { $dateToParts: { date: SPRING, iso8601: true } },
        { isoWeekYear: 2024, isoWeek: 10, isoDayOfWeek: 7, hour: 12, minute: 0, second: 0, millisecond: 0 },
      ],
    ],
  ],
  [
    '$dateFromParts',
    [
      [{ $dateFromParts: { year: 2024, month: 2, day: 29, hour: 1 } }, date('2024-02-29T01:00:00Z')],
      [{ $dateFromParts: { year: 2024, month: 14 } }, date('2025-02-01')],
      [{ $dateFromParts: { year: 2024, day: 0 } }, date('2023-12-31')],
      [{ $dateFromParts: { year: 2024, month: 7, timezone: NEW_YORK } }, date('2024-07-01T04:00:00Z')],
      // Half past two did not exist: it counts from the offset before the change.
      [
        { $dateFromParts: { year: 2024, month: 3, day: 10, hour: 2, minute: 30, timezone: NEW_YORK } },
        date('2024-03-10T07:30:00Z'),
      ],
      // Half past one came twice: it is the first.
      [
        { $dateFromParts: { year: 2024, month: 11, day: 3, hour: 1, minute: 30, timezone: NEW_YORK } },
        date('2024-11-03T05:30:00Z'),
      ],
      [{ $dateFromParts: { isoWeekYear: 2021, isoWeek: 1, isoDayOfWeek: 1 } }, date('2021-01-04')],
      [{ $dateFromParts: { year: 2024, month: null } }, null],
    ],
  ],
  [
    '$dateToString',
    [
      [{ $dateToString: { date: date('2024-01-02T03:04:05.006Z') } }, '2024-01-02T03:04:05.006Z'],
      [
        { $dateToString: { date: date('2024-01-02T03:04:05.006Z'), timezone: NEW_YORK } },
        '2024-01-01T22:04:05.006',
      ],
      [
        { $dateToString: { date: SPRING, format: '%Y-%m-%d %H:%M %z', timezone: NEW_YORK } },
        '2024-03-10 08:00 -0400',
      ],
      [
        { $dateToString: { date: SPRING, format: '%G-W%V-%u %j %U %w %b %B %L %Z %%' } },
        '2024-W10-7 070 10 1 Mar March 000 0 %',
      ],
      [{ $dateToString: { date: SPRING, format: '%Z', timezone: 'Asia/Kolkata' } }, '330'],
      [{ $dateToString: { date: null, onNull: 'none' } }, 'none'],
      [{ $dateToString: { date: '$nothing' } }, null],
      [{ $dateToString: { date: SPRING, timezone: null } }, null],
    ],
  ],
  [
    '$dateFromString',
    [
      [{ $dateFromString: { dateString: '2024-01-02T03:04:05Z' } }, date('2024-01-02T03:04:05Z')],
      [{ $dateFromString: { dateString: '2024-01-02', timezone: NEW_YORK } }, date('2024-01-02T05:00:00Z')],
      [{ $dateFromString: { dateString: '02/01/2024', format: '%d/%m/%Y' } }, date('2024-01-02')],
      [
        { $dateFromString: { dateString: '2 Jan 2024 03:04:05', format: '%d %b %Y %H:%M:%S' } },
        date('2024-01-02T03:04:05Z'),
      ],
      [{ $dateFromString: { dateString: '2024-W01-2', format: '%G-W%V-%u' } }, date('2024-01-02')],
      [
        { $dateFromString: { dateString: '2024-01-02 +0230', format: '%Y-%m-%d %z' } },
        date('2024-01-01T21:30:00Z'),
      ],
      [{ $dateFromString: { dateString: null, onNull: 'none' } }, 'none'],
      [{ $dateFromString: { dateString: 'x', onError: 'bad' } }, 'bad'],
      [{ $dateFromString: { dateString: 5, onError: 'bad' } }, 'bad'],
    ],
  ],
  [
    '$dateAdd and $dateSubtract',
    [
      [{ $dateAdd: { startDate: SPRING, unit: 'hour', amount: 3 } }, date('2024-03-10T15:00:00Z')],
      [
        { $dateAdd: { startDate: date('2024-03-09T12:00:00Z'), unit: 'day', amount: 1, timezone: NEW_YORK } },
        date('2024-03-10T11:00:00Z'),
      ],
      [
        {
          $dateAdd: { startDate: date('2024-03-09T12:00:00Z'), unit: 'hour', amount: 24, timezone: NEW_YORK },
        },
        date('2024-03-10T12:00:00Z'),
      ],
      [{ $dateAdd: { startDate: date('2024-01-31'), unit: 'month', amount: 1 } }, date('2024-02-29')],
      [{ $dateAdd: { startDate: date('2024-02-29'), unit: 'year', amount: 1 } }, date('2025-02-28')],
      [{ $dateAdd: { startDate: date('2024-01-31'), unit: 'quarter', amount: 1 } }, date('2024-04-30')],
      [{ $dateAdd: { startDate: date('2024-01-01'), unit: 'week', amount: long(2) } }, date('2024-01-15')],
      [{ $dateSubtract: { startDate: date('2024-03-31'), unit: 'month', amount: 1 } }, date('2024-02-29')],
      [{ $dateAdd: { startDate: null, unit: 'day', amount: 1 } }, null],
      [{ $dateAdd: { startDate: SPRING, unit: 'day', amount: null } }, null],
    ],
  ],
  [
    '$dateDiff',
    [
      [
        { $dateDiff: { startDate: date('2023-12-31T23:59:59Z'), endDate: date('2024-01-01'), unit: 'year' } },
        long(1),
      ],
      [{ $dateDiff: { startDate: date('2024-01-31'), endDate: date('2024-02-01'), unit: 'month' } }, long(1)],
      [
        { $dateDiff: { startDate: date('2024-03-31'), endDate: date('2024-04-01'), unit: 'quarter' } },
        long(1),
      ],
      [{ $dateDiff: { startDate: date('2024-03-09'), endDate: date('2024-03-10'), unit: 'week' } }, long(1)],
      [
        {
          $dateDiff: {
            startDate: date('2024-03-09'),
            endDate: date('2024-03-10'),
            unit: 'week',
            startOfWeek: 'Monday',
          },
        },
        long(0),
      ],
      [
        {
          $dateDiff: {
            startDate: date('2024-03-10T04:30:00Z'),
            endDate: date('2024-03-10T12:00:00Z'),
            unit: 'day',
            timezone: NEW_YORK,
          },
        },
        long(1),
      ],
      [
        {
          $dateDiff: {
            startDate: date('2024-03-10T06:59:00Z'),
            endDate: date('2024-03-10T07:01:00Z'),
            unit: 'hour',
            timezone: NEW_YORK,
          },
        },
        long(1),
      ],
      [
        {
          $dateDiff: {
            startDate: date('2024-01-01T00:59:00Z'),
            endDate: date('2024-01-01T01:00:00Z'),
            unit: 'hour',
          },
        },
        long(1),
      ],
      [
        { $dateDiff: { startDate: date('2024-01-02'), endDate: date('2024-01-01'), unit: 'minute' } },
        long(-1440),
      ],
      [
        {
          $dateDiff: {
            startDate: date('2024-01-01'),
            endDate: date('2024-01-01T00:00:01.5Z'),
            unit: 'millisecond',
          },
        },
        long(1500),
      ],
      [{ $dateDiff: { startDate: null, endDate: SPRING, unit: 'day' } }, null],
    ],
  ],
  [
    '$dateTrunc',
    [
      [{ $dateTrunc: { date: SPRING, unit: 'day' } }, date('2024-03-10')],
      [{ $dateTrunc: { date: SPRING, unit: 'day', timezone: NEW_YORK } }, date('2024-03-10T05:00:00Z')],
      [{ $dateTrunc: { date: SPRING, unit: 'month' } }, date('2024-03-01')],
      [{ $dateTrunc: { date: SPRING, unit: 'year', timezone: NEW_YORK } }, date('2024-01-01T05:00:00Z')],
      [{ $dateTrunc: { date: SPRING, unit: 'week' } }, date('2024-03-10')],
      [{ $dateTrunc: { date: SPRING, unit: 'week', startOfWeek: 'mon' } }, date('2024-03-04')],
      [{ $dateTrunc: { date: SPRING, unit: 'hour', binSize: 5 } }, date('2024-03-10T10:00:00Z')],
      [{ $dateTrunc: { date: date('1999-12-31T23:00:00Z'), unit: 'day', binSize: 2 } }, date('1999-12-30')],
      [{ $dateTrunc: { date: SPRING, unit: 'quarter', binSize: 2 } }, date('2024-01-01')],
      [{ $dateTrunc: { date: SPRING, unit: 'minute', binSize: 15 } }, SPRING],
      [{ $dateTrunc: { date: null, unit: 'day' } }, null],
    ],
  ],
]

export const DATES_ERRORS: ExpressionErrors = [
  [{ $year: 'x' }, 'Location16006'],
  [{ $year: { date: SPRING, timezone: 'Mars/Phobos' } }, 'Location40485'],
  [{ $year: { date: SPRING, timezone: 'america/new_york' } }, 'Location40485'],
  [{ $year: { date: SPRING, timezone: 5 } }, 'Location40517'],
  [{ $year: [SPRING, SPRING] }, 'Location40536'],
  [{ $year: { date: SPRING, zone: 'UTC' } }, 'Location40535'],
  [{ $dateToString: { date: SPRING, format: '%q' } }, 'Location18536'],
  [{ $dateToString: { date: SPRING, format: '%' } }, 'Location18535'],
  [{ $dateToString: { format: '%Y' } }, 'Location18628'],
  [{ $dateFromParts: { month: 1 } }, 'Location40516'],
  [{ $dateFromParts: { year: 0 } }, 'Location40523'],
  [{ $dateFromParts: { year: 2024, month: 'x' } }, 'Location40515'],
  [{ $dateFromParts: { year: 2024, month: 40000 } }, 'Location31034'],
  [{ $dateFromParts: { year: 2024, isoWeek: 1 } }, 'Location40489'],
  [{ $dateFromString: { dateString: 'x' } }, 'ConversionFailure'],
  [{ $dateFromString: { dateString: '2024-01-02Z', timezone: NEW_YORK } }, 'ConversionFailure'],
  [{ $dateFromString: { dateString: '2024', format: '%Y-%m' } }, 'ConversionFailure'],
  [{ $dateFromString: { dateString: '2024-01-02', format: '%q' } }, 'Location18536'],
  [{ $dateFromString: { dateString: '2024001', format: '%Y%j' } }, 'CommandNotSupported'],
  [{ $dateAdd: { startDate: SPRING, unit: 'age', amount: int(1) } }, 'FailedToParse'],
  [{ $dateAdd: { startDate: SPRING, unit: 'day', amount: double(1.5) } }, 'Location5166405'],
  [{ $dateAdd: { startDate: 'x', unit: 'day', amount: 1 } }, 'Location5166403'],
  [{ $dateDiff: { startDate: 'x', endDate: SPRING, unit: 'day' } }, 'Location5166307'],
  [{ $dateDiff: { startDate: SPRING, endDate: SPRING, unit: 'week', startOfWeek: 'x' } }, 'Location5439016'],
  [{ $dateTrunc: { date: SPRING, unit: 'day', binSize: 0 } }, 'Location5439018'],
  [{ $dateTrunc: { date: 5, unit: 'day' } }, 'Location5166307'],
]
