import 'server-only'
import { Double, Int32, ObjectId } from 'mongodb'
import { driverCollection, isDuplicateKey } from '@/lib/platform/db'
import type { MovementKind } from '../schema'
import type { Step } from './movement'

export type MovementDocument = Step & {
  _id: ObjectId
  key: string
  accountId: ObjectId
  seq: number
  at: Date
  month: string
}
type Stored = Omit<MovementDocument, 'seq' | 'before' | 'after'> & {
  seq: Int32
  before: Double
  after: Double
}

/** All movements of a month that are alike. */
export type MovementSum = {
  _id: { month: string; kind: MovementKind; currency: string; plan: string | null; fromPlan: string | null }
  count: number
  before: number
  after: number
}

const movements = () => driverCollection<MovementDocument>('billingMovements')

/** @returns the last change of what an account brings; null when it never brought anything */
export async function findLastMovement(accountId: ObjectId): Promise<MovementDocument | null> {
  return movements().findOne({ accountId, seq: { $gt: 0 } }, { sort: { seq: -1 } })
}

/** @returns false when there is one of this key */
export async function insertMovement(
  key: string,
  accountId: ObjectId,
  seq: number,
  { before, after, ...step }: Step,
): Promise<boolean> {
  const at = new Date()
  const numbers = { seq: new Int32(seq), before: new Double(before), after: new Double(after) }
  const month = at.toISOString().slice(0, 7)
  try {
    await driverCollection<Stored>('billingMovements').insertOne({
      _id: new ObjectId(),
      ...{ key, accountId, at, month, ...step, ...numbers },
    })
    return true
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    return false
  }
}

/** Everything that ever moved, summed up by month and likeness. */
export async function sumMovements(): Promise<MovementSum[]> {
  return movements()
    .aggregate<MovementSum>([
      {
        $group: {
          _id: {
            month: '$month',
            kind: '$kind',
            currency: '$currency',
            plan: '$plan',
            fromPlan: '$fromPlan',
          },
          count: { $sum: 1 },
          before: { $sum: '$before' },
          after: { $sum: '$after' },
        },
      },
    ])
    .toArray()
}
