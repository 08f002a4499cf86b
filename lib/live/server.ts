import 'server-only'

export { closeHub, closeListeners, pingListeners } from './hub'
export { PING_EVERY_MS } from './limits'
export { liveData } from './personal-data'
export { flushEvents, publish, publishConversations } from './publish'
export { takeUpgrade } from './socket'
export { streamEvents } from './sse'
