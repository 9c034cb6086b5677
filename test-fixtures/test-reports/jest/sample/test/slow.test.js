test('is too slow', () => new Promise(() => {}), 50);
