import { networkSuites } from './conformance-network.ts'
import { describeConformance } from './conformance.ts'

for (const suite of networkSuites) describeConformance(suite)
