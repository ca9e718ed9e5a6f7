// Run by an Electron whose version is asked for: the only answer that every build of it gives alike.
process.stdout.write(`electron=${process.versions.electron}\n`)
process.exit(0)
