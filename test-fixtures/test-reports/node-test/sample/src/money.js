export function parse(text) {
  const [units, cents] = text.split(',');
  return Number(units) * 100 + Number(cents.padEnd(2, '0'));
}

export function price(text) {
  try {
    return parse(text);
  } catch (cause) {
    throw new RangeError(`no price: ${text}`, { cause });
  }
}
