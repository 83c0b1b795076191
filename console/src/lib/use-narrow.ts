import { useMediaQuery } from '@mantine/hooks';

/** Whether the screen is a phone's, as the styles say it too. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 767px)', undefined, { getInitialValueInEffect: false });
}
