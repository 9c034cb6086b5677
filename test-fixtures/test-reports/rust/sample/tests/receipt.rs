use shop::Cart;

#[test]
fn has_a_line() {
    let mut cart = Cart::default();
    cart.add("2.50");
    assert_eq!(cart.total(), 250);
}

#[test]
fn prints() -> Result<(), String> {
    println!("printing ]]> now");
    Err("no printer".into())
}
