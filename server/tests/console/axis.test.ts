import { expect, test } from 'vitest';
import { axisFromZero } from '../../../console/src/lib/axis.ts';

test('an axis ends at a tick that no bar goes over, in round steps without the dust of doubles', () => {
  expect(axisFromZero(7, 4).ticks).toEqual([0, 2, 4, 6, 8]);
  expect(axisFromZero(0.3, 4).ticks).toEqual([0, 0.1, 0.2, 0.3]);
  expect(axisFromZero(100, 4).ticks).toEqual([0, 20, 40, 60, 80, 100]);
  for (let most = 1e-6; most < 1e12; most *= 1.37) {
    const { top, ticks } = axisFromZero(most, 4);
    expect(top).toBeGreaterThanOrEqual(most * (1 - 1e-9));
    expect(ticks.at(-1)).toBe(top);
    expect(ticks.length).toBeGreaterThan(2);
    expect(ticks.length).toBeLessThan(9);
  }
});

test('without any value there is an axis all the same', () => {
  expect(axisFromZero(0, 4).top).toBe(1);
});
