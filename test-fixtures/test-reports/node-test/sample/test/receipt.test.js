import assert from 'node:assert/strict';
import { before, describe, it, test } from 'node:test';
import { price } from '../src/money.js';

describe('printing', () => {
  before(() => {
    throw new Error('no printer');
  });
  it('prints', () => {});
  it('prints twice', () => {});
});

test('heading', async (t) => {
  await t.test('of the receipt', () => {
    assert.deepEqual({ heading: 'Receipt', lines: 3 }, { heading: 'Receipt', lines: 4 });
  });
  await t.test('of the bill', () => {});
});

test('a line', () => {
  assert.equal(price('2.50'), 250);
});

test('a refund', () => {
  refund();
});

test('a rejection', () => Promise.reject('no'));
