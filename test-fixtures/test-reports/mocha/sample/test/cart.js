const assert = require('node:assert');
const { Cart } = require('../src/cart');

describe('Cart', () => {
  it('is empty at first', () => assert.equal(new Cart().total(), 0));

  describe('total', () => {
    it('of two', () => {
      const cart = new Cart();
      cart.add('tea', '2.50');
      assert.equal(cart.total(), 250);
    });

    it('of <one> & "half"', () => {
      assert.deepStrictEqual({ cents: 50 }, { cents: 55 });
    });
  });

  it.skip('vouchers', () => {});
});
