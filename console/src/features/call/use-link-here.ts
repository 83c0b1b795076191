import { useRouter } from '@tanstack/react-router';
import type { CallTab } from '../../components/call/links.tsx';
import { useCopyLink } from '../../lib/copy-link.ts';

/** Copies a link to what is looked at: the part of the call, and the place in its messages where the focus is. */
export function useLinkHere(requestId: string, search: { tab?: CallTab | undefined; at?: string | undefined }) {
  const copy = useCopyLink();
  const router = useRouter();
  return (): Promise<void> => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-place]')?.dataset['place'];
    const { href } = router.buildLocation({
      to: '/traffic/$requestId',
      params: { requestId },
      search: { tab: search.tab, at: focused ?? search.at },
    });
    return copy(location.origin + href);
  };
}
