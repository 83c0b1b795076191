import { useMounted } from '@mantine/hooks';

/**
 * Whether a layer is open whose code comes when it is first asked for: it is drawn closed once, and opened then, since
 * a layer remembers what had the focus when it opens.
 */
export function useOnceMounted(isOpen: boolean): boolean {
  const isMounted = useMounted();
  return isMounted && isOpen;
}
