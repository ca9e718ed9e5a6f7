/** The console's own colours, in the reader's theme; on paper always the light ones. */
const light = `color-scheme: light;
  --bg: #f3f5f7; --panel: #ffffff; --line: #dde3e9; --text: #14191f; --text-2: #4a5764;
  --text-3: #66737f; --go: #12764a; --pending: #8a5a00; --nogo: #c0281f; --unknown: #5b48c2;
  --accent: #0b63b5;`
const dark = `color-scheme: dark;
  --bg: #0e1114; --panel: #151a1f; --line: #28303a; --text: #e7ecf1; --text-2: #a3b0bd;
  --text-3: #8a97a4; --go: #4cc38a; --pending: #f2b544; --nogo: #ff6b61; --unknown: #a99bff;
  --accent: #6cb6ff;`

export const reportCss = `
:root { ${light} }
@media (prefers-color-scheme: dark) { :root { ${dark} } }
@media print { :root { ${light} --bg: #ffffff; } }
* { box-sizing: border-box; margin: 0; }
body { background: var(--bg); color: var(--text); font: 400 14px/1.5 Inter, system-ui, sans-serif;
  font-variant-numeric: tabular-nums; }
main { max-width: 1000px; margin: 0 auto; padding: 32px 24px; }
h1 { font-size: 24px; margin-bottom: 16px; }
h2 { font-size: 17px; margin: 32px 0 12px; border-bottom: 1px solid var(--line); padding-bottom: 4px; }
h3 { font-size: 15px; margin: 24px 0 8px; break-after: avoid; }
h3 small { font-weight: 400; color: var(--text-3); font-size: 12.5px; }
h4 { font-size: 14px; font-weight: 500; break-after: avoid; overflow-wrap: anywhere; }
a { color: var(--accent); }
article { padding: 8px 12px; border: 1px solid var(--line); border-bottom: 0; background: var(--panel); }
article:last-child { border-bottom: 1px solid var(--line); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 16px; }
dt { color: var(--text-3); font-size: 12.5px; }
dd { margin: 0; overflow-wrap: anywhere; }
code { font: 400 12.5px/1.45 "JetBrains Mono", ui-monospace, monospace; }
ul { padding-left: 20px; }
ul.counts { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 8px 24px; }
li, td, .remark, .result p { overflow-wrap: anywhere; }
.text, code { white-space: pre-wrap; }
td.narrow, td.num { white-space: nowrap; }
td.who { overflow-wrap: break-word; max-width: 220px; }
table { width: 100%; border-collapse: collapse; background: var(--panel); }
th, td { text-align: left; vertical-align: top; padding: 4px 8px; border: 1px solid var(--line); }
th { color: var(--text-3); font-weight: 500; font-size: 12.5px; }
tr { break-inside: avoid; }
tr.undone td { color: var(--text-3); }
.num { font-family: "JetBrains Mono", ui-monospace, monospace; font-size: 12.5px; color: var(--text-3); }
.remark { color: var(--text-2); font-size: 12.5px; }
.result { margin: 8px 0 4px; padding-left: 12px; border-left: 3px solid var(--line); break-inside: avoid; }
.v { font-weight: 600; font-size: 12.5px; }
.v i { font-style: normal; }
.go { color: var(--go); } .pending { color: var(--pending); } .nogo { color: var(--nogo); }
.unknown { color: var(--unknown); } .idle { color: var(--text-3); }
.result.go { border-color: var(--go); } .result.nogo { border-color: var(--nogo); }
.result.unknown { border-color: var(--unknown); }
.result, .result dd { color: var(--text); }
@media print { main { max-width: none; padding: 0; } a { color: inherit; text-decoration: none; } }
`
