'use client'

import { createContext } from 'react'

/** Opens and closes the drawer that holds the rail on narrow screens. */
export const SheetContext = createContext({ open: () => {}, close: () => {} })
