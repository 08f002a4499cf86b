import { hostname } from 'node:os'
import { Long } from 'bson'
import type { Document } from '../bson/values.ts'
import type { Collection } from '../storage/types.ts'
import type { Call } from './call.ts'
import type { Command } from './dispatch.ts'
import { SERVER_VERSION } from './handshake.ts'

function serverStatus(call: Call): Document {
  const { engine } = call
  const uptime = (Date.now() - engine.startedAt) / 1000
  const { rss, heapUsed } = process.memoryUsage()
  return {
    host: hostname(),
    version: SERVER_VERSION,
    process: 'numina-mongo',
    pid: Long.fromNumber(process.pid),
    uptime,
    localTime: new Date(),
    connections: { current: engine.counters.connections, totalCreated: engine.counters.totalConnections },
    metrics: { commands: engine.counters.commands, cursor: { open: { total: engine.cursors.size } } },
    mem: { bits: 64, resident: Math.round(rss / 2 ** 20), virtual: Math.round(heapUsed / 2 ** 20) },
    storageEngine: { name: 'sqlite', persistent: true },
  }
}

function statsOf(collections: Collection[]): Document {
  const count = collections.reduce((sum, coll) => sum + coll.count, 0)
  const bytes = collections.reduce((sum, coll) => sum + coll.bytes, 0)
  return {
    count,
    size: bytes,
    avgObjSize: count > 0 ? bytes / count : 0,
    storageSize: bytes,
    nindexes: collections.reduce((sum, coll) => sum + coll.indexes.length, 0),
  }
}

function collStats(call: Call): Document {
  const name = call.collectionName()
  const coll = call.engine.store.catalog.find(call.db, name)
  return { ns: `${call.db}.${name}`, ...statsOf(coll ? [coll] : []) }
}

function dbStats(call: Call): Document {
  const collections = call.engine.store.catalog.ofDatabase(call.db)
  const { count, size, avgObjSize, storageSize, nindexes } = statsOf(collections)
  return {
    db: call.db,
    collections: collections.length,
    views: 0,
    objects: count,
    avgObjSize,
    dataSize: size,
    storageSize,
    indexes: nindexes,
  }
}

export const adminCommands: Command[] = [
  { name: 'serverStatus', fields: [], run: serverStatus },
  { name: 'collStats', aliases: ['collstats'], fields: ['scale'], run: collStats },
  { name: 'dbStats', aliases: ['dbstats'], fields: ['scale', 'freeStorage'], run: dbStats },
  {
    name: 'connectionStatus',
    fields: ['showPrivileges'],
    run: () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } }),
  },
  {
    name: 'getParameter',
    fields: ['featureCompatibilityVersion'],
    run: () => ({ featureCompatibilityVersion: { version: '8.0' } }),
  },
]
