import { expect, test } from 'vitest';
import { positionsFor } from '../../src/administration/models/positions.ts';

const ours = (id: string) => ({ id, position: 99, managed_by_file: false });
const files = (id: string, position: number) => ({ id, position, managed_by_file: true });
const placed = (...models: Parameters<typeof positionsFor>[0]) => Object.fromEntries(positionsFor(models));

test('without a file, models stand as they are named', () => {
  expect(placed(ours('b'), ours('a'))).toEqual({ b: 0, a: 1 });
});

test('models of the file stay where it put them; others go before, after, and where there is room', () => {
  expect(placed(ours('a'), ours('b'), files('f', 0), files('g', 1), ours('c'))).toEqual({
    a: -2,
    b: -1,
    f: 0,
    g: 1,
    c: 2,
  });
  expect(placed(files('f', 0), ours('a'), files('g', 2))).toEqual({ f: 0, a: 1, g: 2 });
});

test('an order that would move a model of the file is refused', () => {
  expect(() => placed(files('g', 1), files('f', 0))).toThrow(/configuration file/);
  expect(() => placed(files('f', 0), ours('a'), files('g', 1))).toThrow(/configuration file/);
});
