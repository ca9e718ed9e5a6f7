/**
 * What a plain dump would do beyond the database that it is put into. psql does what a backslash says
 * wherever one stands outside quotes, and some statements reach the whole server: a dump that holds
 * either is not read. The rules of quoting are psql's own; where they would be in doubt it is refused.
 * It is a guard against dumps that lead elsewhere, not against one that was written to do harm.
 * Says `drops` where something is dropped without IF EXISTS.
 */
export const scanScript = String.raw`LC_ALL=C awk -v q="'" '
function refuse() { printf "%d:%s\n", NR, substr($0, 1, 120); code = 3; exit code }
function judge(  s, named) {
  s = toupper(stmt)
  gsub(/[ \t\r]+/, " ", s)
  sub(/^ /, "", s)
  named = "(ROLE|USER|GROUP|DATABASE|TABLESPACE|SUBSCRIPTION|PARAMETER)"
  if (s ~ "^(CREATE|ALTER|DROP) " named "( |$)" && s !~ /^[A-Z]+ USER MAPPING /) refuse()
  if (s ~ "^(COMMENT|SECURITY LABEL.*) ON " named " ") refuse()
  if (s ~ /^(GRANT|REVOKE) / && (s !~ / ON / || s ~ " ON " named " ")) refuse()
  if (s ~ /^(ALTER SYSTEM|REASSIGN|DROP OWNED|DO|CALL|LOAD)( |$)/) refuse()
  if (s ~ /^COPY /) { if (s !~ / FROM STDIN$/ || !alone || text != "") refuse(); copying = 1 }
  if (s ~ /^DROP / && s !~ / IF EXISTS /) drops = 1
  if (s ~ /^ALTER TABLE .* DROP / && s !~ /^ALTER TABLE IF EXISTS /) drops = 1
}
BEGIN {
  special = "[" q "\"$;()\\\\/-]"
  escaped = "^([^\\\\" q "]|\\\\.)*"
}
copying { if ($0 == "\\." || $0 == "\\.\r") copying = 0; next }
/^\\\./ { refuse() }
{
  if (where == "" && stmt == "" && $0 ~ /^\\(un)?restrict [A-Za-z0-9]+\r?$/) next
  lower = tolower($0)
  if (lower ~ /standard_conforming_strings/ && lower !~ /^set standard_conforming_strings = on;\r?$/) refuse()
  if (lower ~ /client_encoding.*(sjis|shift|mskanji|big5|950|gbk|936|uhc|949|gb18030|johab)/) refuse()
  text = $0
  sub(/\r$/, "", text)
  alone = where == "" && stmt == ""
  back = " "
  while (text != "") {
    if (where == q || where == "\"" || where ~ /^[$]/) {
      at = index(text, where)
      text = at ? substr(text, at + length(where)) : ""
      if (at) { where = ""; back = q }
    } else if (where == "E") {
      match(text, escaped)
      text = substr(text, RLENGTH + 1)
      if (text == "\\") text = ""
      else if (text != "") { text = substr(text, 2); where = ""; back = q; wasEscaped = 1 }
    } else if (where == "/*") {
      if (!match(text, /\/[*]|[*]\//)) { text = ""; break }
      comments += substr(text, RSTART, 1) == "/" ? 1 : -1
      text = substr(text, RSTART + 2)
      if (comments == 0) { where = ""; back = " " }
    } else {
      found = match(text, special)
      before = found ? substr(text, 1, RSTART - 1) : text
      c = found ? substr(text, RSTART, 1) : ""
      text = found ? substr(text, RSTART + 1) : ""
      if (before ~ /[^ \t\r]/) wasEscaped = 0
      if (before ~ /[^ \t\r]/ || stmt != "") if (length(stmt) < 2000) stmt = stmt substr(before, 1, 2000)
      back = back before
      back = substr(back, length(back) > 1 ? length(back) - 1 : 1)
      last = substr(back, length(back))
      isNamed = last ~ /[A-Za-z0-9_$]/ || last ~ /[^ -~\t]/
      if (c == "\\") refuse()
      if (c == "-" && text ~ /^-/) { text = ""; break }
      if (c == "/" && text ~ /^[*]/) { where = "/*"; comments = 1; text = substr(text, 2); continue }
      if (c == q) {
        if (wasEscaped || back ~ /[0-9][eE]$/) refuse()
        where = back ~ /(^|[^A-Za-z0-9_$])[eE]$/ && back !~ /^[^ -~\t]/ ? "E" : q
      } else if (c == "\"") where = c
      else if (c == "$") {
        if (match(text, /^([A-Za-z_][A-Za-z0-9_]*)?[$]/)) {
          if (isNamed) refuse()
          where = "$" substr(text, 1, RLENGTH)
          text = substr(text, RLENGTH + 1)
        } else if (text ~ /^[^ -~\t]/) refuse()
      } else if (c == "(") open++
      else if (c == ")" && open > 0) open--
      if (c == ";" && !open) { judge(); stmt = ""; alone = 0 }
      else if (c != "") { stmt = stmt c; back = back c }
      if (c != "" && c != q) wasEscaped = 0
    }
  }
  if (stmt != "") stmt = stmt " "
}
END {
  if (code) exit code
  if (stmt ~ /[^ ]/) { text = ""; judge() }
  if (code) exit code
  if (drops) print "drops"
}' < "$FILE"`
