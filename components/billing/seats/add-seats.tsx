'use client'

import dynamic from 'next/dynamic'

/** The dialog in which seats are added, with what it costs. Its code comes when somebody opens it. */
export const AddSeats = dynamic(() => import('./seats-dialog'))
