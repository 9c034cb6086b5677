setup_file() {
  echo "no printer" >&2
  return 1
}

@test "prints" {
  true
}
