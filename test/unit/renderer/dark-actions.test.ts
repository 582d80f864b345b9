import { DEFAULT_THEME } from '@mantine/core';
import { expect, test } from 'vitest';
import { variables } from '../../../renderer/kit/theme';

test('in the dark, what deletes was written as white as every other action', () => {
  const { dark } = variables(DEFAULT_THEME);
  expect(dark['--mantine-color-red-light-color']).toBe('var(--breached)');
  expect(dark['--mantine-color-iris-light-color']).toBe('var(--accent-ink)');
});

test('in the dark, a disabled button had the ground of what it stands on', () => {
  expect(variables(DEFAULT_THEME).dark['--mantine-color-disabled']).not.toBe('var(--raised)');
});
