import { beforeAll, describe, expect, it, test } from 'vitest';
import { parse, price } from '../src/money.js';

describe('total', () => {
  it('of two', () => {
    expect(price('2.50') + price('3.10')).toBe(560);
  });

  it.each(['1,20', 'Ω', '<&>"'])('of %s', (text: string) => {
    expect(parse(text)).toBe(120);
  });

  it.skip('of vouchers', () => {});
});

describe('printing', () => {
  beforeAll(() => {
    throw new Error('no printer');
  });
  test('prints', () => {});
});

test('heading', () => {
  expect({ heading: 'Receipt', lines: 3 }).toEqual({ heading: 'Receipt', lines: 4 });
});
