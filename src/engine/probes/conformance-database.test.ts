import { databaseSuites } from './conformance-database.ts'
import { describeConformance } from './conformance.ts'

for (const suite of databaseSuites) describeConformance(suite)
