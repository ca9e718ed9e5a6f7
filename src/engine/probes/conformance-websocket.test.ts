import { websocketSuite } from './conformance-websocket.ts'
import { describeConformance } from './conformance.ts'

describeConformance(websocketSuite)
