import { NothingHere } from '@/components/shell/nothing-here'

export const metadata = { title: 'Not found' }

/** Within the <main> of the shell. */
export default NothingHere
