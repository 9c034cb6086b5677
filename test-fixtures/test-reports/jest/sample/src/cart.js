const { price } = require('./money');

class Cart {
  items = [];

  add(name, text) {
    this.items.push({ name, cents: price(text) });
  }

  total() {
    return this.items.reduce((sum, item) => sum + item.cents, 0);
  }
}

module.exports = { Cart };
