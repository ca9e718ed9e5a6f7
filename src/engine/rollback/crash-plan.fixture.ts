export const crashSteps = ['one', 'two', 'three', 'four']

/** What is left on the host: a line for each time that a command ran, and a file once it had. */
export function crashRunbook(on = ''): string {
  const where = on === '' ? '' : `, on: ${on}`
  // A command that was begun just before the end is given the time to come to its own.
  const look = (id: string) =>
    `- command: { run: 'cat done-\${rollback_id}-${id}', cwd: "\${dir}"${where} }
        every: 100ms
        within: 5s`
  const step = (id: string) => `
  - id: ${id}
    title: ${id}
    why: To be counted.
    ${on === '' ? '' : `on: ${on}`}
    command:
      cwd: "\${dir}"
      run: 'echo \${rollback_id} ${id} >> acts; sleep 0.02; touch done-\${rollback_id}-${id}'
    verify:
      ${look(id)}`
  return `# Go

- [ ] It answers {#ready}

\`\`\`yaml rollback
id: back
title: Back
budget: 5m
safe-state: The queue waits.
steps:${crashSteps.map(step).join('')}
done:
      ${look('four')}
\`\`\`
`
}
