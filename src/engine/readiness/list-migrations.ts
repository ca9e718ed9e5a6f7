import type { Facts } from '../../shared/model/check.ts'
import { textFact } from './look.ts'

/** A file of migrations that is new since the last good version, or was changed since. */
export interface MigrationFile {
  status: string
  path: string
  text: string
}

/**
 * A line of what happened to a file, then its content in base64: a content may hold anything. A
 * release may be tagged with a `v` that nobody says. What fails inside a pipe is not heard of, so
 * that each list is made before it, and each file is asked for before it is read.
 */
export const byGit = `set -eu
commit_of() { git rev-parse --verify --quiet "$1^{commit}" || git rev-parse --verify --quiet "v$1^{commit}"; }
old=$(commit_of "$LAST_GOOD") || { echo no-old; exit 0; }
new=$(commit_of "$NEW") || { echo no-new; exit 0; }
entries=$(git ls-tree "$new" -- "$FOLDER")
if [ -z "$entries" ]; then echo no-folder; exit 0; fi
command -v base64 >/dev/null || exit 3
changes=$(git -c core.quotePath=false diff --name-status --no-renames "$old" "$new" -- "$FOLDER")
echo files
[ -z "$changes" ] || printf '%s\\n' "$changes" | while IFS= read -r line; do
  printf '%s\\n' "$line"
  case $line in
    A*)
      path=$(printf '%s' "$line" | cut -f 2)
      git cat-file -e "$new:$path" || exit 3
      git show "$new:$path" | base64 | tr -d '\\n'
      ;;
  esac
  echo
done`

/** The same of every file, where only their names say which are new. */
export const byName = `set -eu
if [ ! -d "$FOLDER" ]; then echo no-folder; exit 0; fi
cd "$FOLDER"
command -v base64 >/dev/null || exit 3
found=$(find . -type f)
paths=$(printf '%s\\n' "$found" | LC_ALL=C sort)
echo files
[ -z "$paths" ] || printf '%s\\n' "$paths" | while IFS= read -r path; do
  [ -r "$path" ] || exit 3
  printf 'A\\t%s\\n' "$path"
  base64 "$path" | tr -d '\\n'
  echo
done`

type NoFiles = 'no-old' | 'no-new' | 'no-folder' | 'no-name' | 'failed' | 'too-much'

/** What a list says, as one of the scripts printed it; else why there is none. */
export function filesOf(facts: Facts, since: string | undefined): MigrationFile[] | NoFiles {
  if (facts['truncated'] === true) return 'too-much'
  const [first = '', ...lines] = textFact(facts, 'stdout').split('\n')
  if (first === 'no-old' || first === 'no-new' || first === 'no-folder') return first
  if (facts['exit_code'] !== 0 || first !== 'files') return 'failed'
  const files: MigrationFile[] = []
  for (let at = 0; at < lines.length; at += 2) {
    const [status = '', path = ''] = lines[at]?.split('\t') ?? []
    const text = Buffer.from(lines[at + 1] ?? '', 'base64').toString('utf8')
    files.push({ status, path, text })
  }
  if (since === undefined) return files.filter(isForward)
  // Their order is that of their names, as every tool that numbers them runs them.
  const nameOf = ({ path }: MigrationFile) => path.split('/')[1] ?? ''
  if (!files.some((file) => nameOf(file) === since)) return 'no-name'
  return files.filter((file) => nameOf(file) > since && isForward(file))
}

/** Ways back that a tool keeps beside are not run going forward; nor is what only describes. */
const isForward = ({ path }: MigrationFile) =>
  !/(?:^|[./_-])down\.sql$/i.test(path) &&
  !/(?:\.(?:md|txt|toml|lock)|\.gitkeep|(?:^|\/)__init__\.py|(?:^|\/)_journal\.json|_snapshot\.json)$/i.test(
    path,
  )
