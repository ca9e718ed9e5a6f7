import { connect } from './bridge/connect.ts'
import { createHost } from './bridge/host.ts'
import { start } from './start.tsx'

const root = document.querySelector<HTMLElement>('#root')
if (root) start(root, connect(), createHost())
