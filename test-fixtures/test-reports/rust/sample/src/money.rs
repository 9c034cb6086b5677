pub fn parse(text: &str) -> u32 {
    let (units, cents) = text.split_once(',').expect("a comma");
    units.parse::<u32>().unwrap() * 100 + cents.parse::<u32>().unwrap()
}
