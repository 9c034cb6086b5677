parse() {
  local units="${1%,*}" cents="${1#*,}"
  echo $((units * 100 + 10#$cents))
}

price() {
  parse "$1" || return 3
}
