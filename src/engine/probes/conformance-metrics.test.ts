import { metricsSuites } from './conformance-metrics.ts'
import { describeConformance } from './conformance.ts'

for (const suite of metricsSuites) describeConformance(suite)
