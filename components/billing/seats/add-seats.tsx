'use client'

import { later } from '@/components/ui/later'

/** The dialog in which seats are added, with what it costs. Its code comes when somebody opens it. */
export const AddSeats = later(() => import('./seats-dialog').then((module) => module.default))
