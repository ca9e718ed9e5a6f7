/**
 * Follows files by name, in POSIX `sh`, and survives rotation and truncation. `tail -F` would do, but
 * nobody could tell from its output which byte of which file it has come to, and so where to go on
 * after a lost link. Files are known by their inode; what it says, a line each:
 *
 *     B <inode> <offset> <base64 of path>   a file is followed from here on
 *     D <inode> <from> <to> <base64>        its bytes
 *     T <inode> <offset>                    it was cut short there, and begins anew
 *     E <inode>                             it was rotated, and nobody writes to it any more
 *     L <inode>                             a file that was followed before is nowhere any more
 *     M                                     there is no such file at present
 *     P <base64 of path>                    it may not be read
 *
 * An empty line says nothing: it ends a script that outlived whoever read it, killed or cut off.
 */
export const followFileScript = `
IFS=
encode() { base64 | tr -d '\\n'; }
place() { stat -Lc '%i %s' "$1" 2>/dev/null || stat -Lf '%i %z' "$1" 2>/dev/null; }
send() {
  at=$2
  while [ "$at" -lt "$3" ]; do
    to=$3
    [ "$((to - at))" -gt 262144 ] && to=$((at + 262144))
    printf 'D %s %s %s ' "$1" "$at" "$to"
    tail -c "+$((at + 1))" "$4" | head -c "$((to - at))" | encode
    echo
    at=$to
  done
}
follow() {
  [ -f "$1" ] || return 0
  found=1
  if [ ! -r "$1" ]; then
    if [ "$denied" != "$1" ]; then
      printf 'P %s\\n' "$(printf %s "$1" | encode)"
      denied=$1
    fi
    return 0
  fi
  spot=$(place "$1") || return 0
  inode=\${spot%% *}
  size=\${spot##* }
  eval "known=\\\${o_$inode-}"
  if [ -z "$known" ]; then
    [ "$2" = old ] && return 0
    known=0
    [ -n "$first" ] && [ "$size" -gt "$WARROOM_BACK" ] && known=$((size - WARROOM_BACK))
    printf 'B %s %s %s\\n' "$inode" "$known" "$(printf %s "$1" | encode)"
  fi
  eval "s_$inode=1"
  if [ "$2" = old ]; then
    eval "idle=\\$((\\\${i_$inode-0} + 1))"
    [ "$size" -gt "$known" ] && idle=0
    if [ "$size" -lt "$known" ] || [ "$idle" -gt 100 ]; then
      printf 'E %s\\n' "$inode"
      eval "o_$inode="
      return 0
    fi
    eval "i_$inode=$idle"
  fi
  if [ "$size" -lt "$known" ]; then
    if [ -n "$(find "$1.1" -mmin -2 2>/dev/null)" ]; then
      copied=$(place "$1.1") && send "$inode" "$known" "\${copied##* }" "$1.1"
    fi
    printf 'T %s %s\\n' "$inode" "$known"
    known=0
  fi
  send "$inode" "$known" "$size" "$1"
  eval "o_$inode=$size"
}
first=1
denied=
missing=0
turns=0
if [ -n "$WARROOM_PLACES" ]; then
  first=
  rest=$WARROOM_PLACES
  while [ -n "$rest" ]; do
    one=\${rest%% *}
    eval "o_\${one%%:*}=\${one##*:}"
    rest=\${rest#"$one"}
    rest=\${rest# }
  done
fi
lost=$WARROOM_PLACES
while :; do
  for file in $WARROOM_PATH.1 $WARROOM_PATH-[0-9]*; do follow "$file" old; done
  found=
  for file in $WARROOM_PATH; do follow "$file" new; done
  while [ -n "$lost" ]; do
    one=\${lost%% *}
    eval "[ -n \\"\\\${s_\${one%%:*}-}\\" ]" || printf 'L %s\\n' "\${one%%:*}"
    lost=\${lost#"$one"}
    lost=\${lost# }
  done
  # For a moment there is none between the two of a rotation.
  if [ -n "$found" ]; then missing=0
  else
    missing=$((missing + 1))
    [ "$missing" -eq 5 ] && echo M
  fi
  first=
  # Where nothing is written for hours, only this tells that nobody reads any more.
  turns=$((turns + 1))
  [ "$((turns % 8))" -ne 0 ] || echo || exit 0
  sleep 0.3 2>/dev/null || sleep 1
done
`
