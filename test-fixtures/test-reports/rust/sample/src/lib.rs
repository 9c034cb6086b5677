pub mod money;

#[derive(Default)]
pub struct Cart {
    items: Vec<u32>,
}

impl Cart {
    pub fn add(&mut self, text: &str) {
        self.items.push(money::parse(text));
    }

    pub fn total(&self) -> u32 {
        self.items.iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_empty_at_first() {
        assert_eq!(Cart::default().total(), 0);
    }

    #[test]
    fn adds_up() {
        let mut cart = Cart::default();
        cart.add("2.50");
        assert_eq!(cart.total(), 250);
    }

    #[test]
    fn says_what_it_wants() {
        assert_eq!(1 + 1, 3, "für <zwei> & \"drei\"");
    }

    #[test]
    #[ignore = "later"]
    fn vouchers() {}

    #[test]
    #[should_panic]
    fn refuses_nothing() {}
}
