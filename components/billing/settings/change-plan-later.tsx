'use client'

import dynamic from 'next/dynamic'

/** Changing the plan, loaded on its own: the page comes first. */
export const ChangePlanLater = dynamic(() => import('./change-plan').then(({ ChangePlan }) => ChangePlan))
