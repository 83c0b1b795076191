import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

/** A list of the API that is read page by page as somebody goes on. */
export function usePages<Whole extends Page<unknown>>(
  key: readonly unknown[],
  read: (cursor: string | undefined) => Promise<Whole>,
  { enabled = true }: { readonly enabled?: boolean } = {},
) {
  const pages = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => read(pageParam),
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    enabled,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return {
    /** Undefined while the first page is on its way. */
    items: pages.data?.pages.flatMap(({ items }) => items) as Whole['items'][number][] | undefined,
    first: pages.data?.pages[0],
    error: pages.error,
    hasMore: hasNextPage,
    isReadingMore: isFetchingNextPage,
    more,
    retry: () => void pages.refetch(),
  };
}
