/** Brings the database named by DATABASE_URL to the contract. */
import { migrateDatabase } from './lib/migrate-database.ts'

const url = process.env.DATABASE_URL
if (!url) throw new Error('DATABASE_URL is not set')
const applied = await migrateDatabase(url)
console.log(applied === 0 ? 'database is up to date' : `applied ${applied} migrations`)
