import { useEffect, useState } from 'react';
import type { DraftPrice } from '../prices/draft-price.ts';
import { emptyProvider, type ProviderDraft } from '../providers/provider-draft.ts';

export const steps = ['choose', 'connect', 'models', 'prices', 'activate'] as const;
export type Step = (typeof steps)[number];

/** A model that was picked, as it is to be made. */
export interface Pick {
  readonly providerModel: string;
  readonly name: string;
  /** Null: without a price. */
  readonly price: DraftPrice | null;
}

export interface WizardDraft {
  /** Preset, or `other`; null before the first choice. */
  readonly chosen: string | null;
  readonly provider: ProviderDraft;
  readonly picks: readonly Pick[];
  /** The id of the provider that they were picked from. */
  readonly pickedFrom: string | null;
  /** Ids of groups, or everyone; nobody yet when empty. */
  readonly grantTo: 'everyone' | 'nobody' | readonly string[];
  readonly isActive: boolean;
}

const empty: WizardDraft = {
  chosen: null,
  provider: emptyProvider,
  picks: [],
  pickedFrom: null,
  grantTo: 'everyone',
  isActive: true,
};
const place = 'tollgate.wizard';

/**
 * What was typed so far. It survives going back and loading anew; a secret does neither leave the page nor outlive it.
 */
export function useWizardDraft() {
  const [draft, setDraft] = useState<WizardDraft>(read);
  useEffect(() => {
    const { provider } = draft;
    const kept = { ...draft, provider: { ...provider, credential: { ...provider.credential, secret: '' } } };
    try {
      sessionStorage.setItem(place, JSON.stringify(kept));
    } catch {
      // A browser that stores nothing forgets it at the next load.
    }
  }, [draft]);
  return {
    draft,
    change: (changes: Partial<WizardDraft>): void => setDraft((before) => ({ ...before, ...changes })),
    forget: (): void => setDraft(empty),
  };
}

function read(): WizardDraft {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(place) ?? 'null');
    return typeof stored === 'object' && stored !== null ? { ...empty, ...stored } : empty;
  } catch {
    return empty;
  }
}
