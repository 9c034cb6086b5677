const { Cart } = require('../src/cart');

describe('Cart', () => {
  test('of nothing', () => {
    expect(new Cart().total()).toBe(0);
  });

  describe('total', () => {
    test('of two', () => {
      const cart = new Cart();
      cart.add('tea', '2.50');
      cart.add('cake', '3.10');
      expect(cart.total()).toBe(560);
    });

    test.each([['1,20', 120], ['Ω', 0], ['<&>"\'', 0]])('of %s is %i', (text, cents) => {
      const cart = new Cart();
      cart.add('one', text);
      expect(cart.total()).toBe(cents);
    });
  });

  test.skip('vouchers', () => {});
  test.todo('refunds');
});
