const { Cart } = require('../src/cart');

describe('Receipt', () => {
  before('opens the printer', () => {
    throw new Error('no printer');
  });
  it('prints', () => {});
  it('prints twice', () => {});
});

describe('Bill', () => {
  beforeEach(() => {
    new Cart().add('tea', '2.50');
  });
  it('has a line', () => {});
});
