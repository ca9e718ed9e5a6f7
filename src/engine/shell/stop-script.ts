import type { JobIdentity } from './boot.ts'

export type StopOutcome = 'gone' | 'escaped' | 'alive'

/**
 * Kills a job from beside it, and proves it: TERM, then KILL, to its process group and, where /proc
 * tells, to everything in its session (`timeout` and job control make groups of their own) or, where
 * it leads none, below it. Zombies are not counted: they run no more, and in a container nobody may
 * ever reap them.
 *
 * It ends with the mark and `gone`; `escaped`, when a process that was below it had left for another
 * session and lives on there; or `alive`, when something of it remains. Never kills a process that
 * merely got the same id later. Written for dash, bash, ksh and busybox alike: `kill -TERM -group` is
 * the one spelling that all of them take.
 */
export function stopScript(mark: string, job: JobIdentity): string {
  return `
p=${job.pid}; started='${job.startTime}'; leads=${job.leadsGroup ? 1 : 0}
newline='
'
say() { printf '${mark} %s.\\n' "$1"; exit 0; }
nap() { sleep 0.1 2>/dev/null || sleep 1; }
# One process for the whole table: read takes a system call for every byte.
table() { set +f; lines=$(cat /proc/[0-9]*/stat 2>/dev/null); set -f; }
# Of the table: what is of the job (inside), what is below it and has left (outside).
sort_out() {
  inside=; outside=; again=1
  while [ $again = 1 ]; do
    again=0; inside=; outside=
    IFS=$newline
    for line in $lines; do
      case $line in [0-9]*' ('*) ;; *) continue ;; esac
      pid=\${line%% *}
      IFS=' '
      set -- \${line##*") "}
      case $1 in Z|X|x) continue ;; esac
      case $below in
        *" $pid "*) ;;
        *" $2 "*) below="$below$pid "; again=1 ;;
      esac
      if [ $leads = 1 ] && { [ "$3" = $p ] || [ "$4" = $p ]; }; then inside="$inside $pid"
      else case $below in *" $pid "*) outside="$outside $pid" ;; esac
      fi
    done
  done
  IFS=' '
  [ $leads = 1 ] || { inside=$outside; outside=; }
}
strike() {
  [ "$inside" = "" ] || kill "-$1" $inside 2>/dev/null
  [ $leads = 0 ] || kill "-$1" "-$p" 2>/dev/null
}
table
if [ "$lines" != "" ]; then
  IFS=$newline
  for line in $lines; do
    case $line in "$p ("*) ;; *) continue ;; esac
    IFS=' '
    set -- \${line##*") "}
    [ "$started" = "" ] || [ "\${20}" = "$started" ] || say gone
  done
  below=" $p "
  sort_out
  escaped=$outside
  left() { table; sort_out; [ "$inside" != "" ]; }
else
  [ $leads = 1 ] || { kill -TERM $p 2>/dev/null; say alive; }
  inside=; escaped=
  left() { kill -0 "-$p" 2>/dev/null; }
fi
strike TERM
round=0
while left; do
  round=$((round + 1))
  [ $round -lt 30 ] || say alive
  [ $round -lt 3 ] || strike KILL
  nap
done
for pid in $escaped; do kill -0 "$pid" 2>/dev/null && say escaped; done
say gone
`
}

/** Silence is no proof: it is taken for `alive`. */
export function parseStopOutcome(mark: string, text: string): StopOutcome {
  const at = text.lastIndexOf(`${mark} `)
  const word = at < 0 ? '' : text.slice(at + mark.length + 1).split('.')[0]
  return word === 'gone' || word === 'escaped' ? word : 'alive'
}
