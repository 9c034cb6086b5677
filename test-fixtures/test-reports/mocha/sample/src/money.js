function parse(text) {
  const [units, cents] = text.split(',');
  return Number(units) * 100 + Number(cents.padEnd(2, '0'));
}

function price(text) {
  try {
    return parse(text);
  } catch (cause) {
    throw new Error(`no price: ${text}`, { cause });
  }
}

module.exports = { price };
