const { Cart } = require('../src/cart');

describe('Receipt › printing', () => {
  beforeAll(() => {
    throw new Error('no printer');
  });

  test('prints', () => {});
  test('prints twice', async () => {});
});

test('heading', async () => {
  await null;
  expect({ heading: 'Receipt', lines: 3 }).toEqual({ heading: 'Receipt', lines: 4 });
});

test('a line', () => {
  const cart = new Cart();
  cart.add('tea', '2.50');
  expect(cart.items).toEqual([{ name: 'tea', cents: 250 }]);
});

test('a refund', () => {
  refund();
});

test('a promise that is rejected with a word', () => Promise.reject('no'));
