setup() {
  load ../lib/money
}

@test "of one" {
  [ "$(parse 1,20)" -eq 120 ]
}

@test "of two: für zwei" {
  total=$(($(price 2,50) + $(price 3,10)))
  echo "total $total"
  [ "$total" -eq 561 ]
}

@test "a price # with points" {
  price 2.50
}

@test "vouchers" {
  skip "later"
}
