import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

/** What a view shows, which stands in its address, and how to change a part of it. Going back undoes one change. */
export function useViewState<View extends object>(): readonly [
  View,
  (changes: Partial<View>, options?: { readonly replace?: boolean }) => void,
] {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (changes: Partial<View>, { replace = false }: { readonly replace?: boolean } = {}) => {
      const next = (before: object): object => ({ ...before, ...changes });
      void navigate({ to: '.', search: next as never, replace });
    },
    [navigate],
  );
  return [search as View, change];
}
