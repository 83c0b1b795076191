import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { isToldAt } from '../../../lib/field-error.ts';
import { ConnectionChecks } from '../providers/connection-checks.tsx';
import {
  draftOfPreset,
  draftOfProvider,
  inputOf,
  isWhole,
  type ProviderDraft,
  providerFields,
} from '../providers/provider-draft.ts';
import { ProviderFields } from '../providers/provider-fields.tsx';
import classes from '../providers/providers.module.css';
import { saveProvider } from '../providers/save-provider.ts';
import { catalogueKey, presetsQuery, type Provider, providersQuery } from '../queries.ts';
import { StepFoot } from './step-foot.tsx';

export interface ConnectStepProps {
  readonly preset: string | undefined;
  /** Of one that this wizard has saved already. */
  readonly providerId: string | undefined;
  readonly draft: ProviderDraft;
  /** The draft was begun from this very preset; otherwise somebody came here by a link. */
  readonly isBegun: boolean;
  readonly onDraft: (draft: ProviderDraft) => void;
  readonly onBack: () => void;
  readonly onDone: (providerId: string) => void;
}

/** Address and credential, tried before they are saved. */
export function ConnectStep(props: ConnectStepProps) {
  const { data: providers, error, refetch } = useQuery(providersQuery);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!providers) return <Waiting />;
  const saved = providers.find(({ id }) => id === props.providerId);
  return saved ? <SavedProvider {...props} saved={saved} /> : <NewProvider {...props} />;
}

function NewProvider({ preset, draft: typed, isBegun, onDraft, onBack, onDone }: ConnectStepProps) {
  const client = useQueryClient();
  const { data: presets } = useQuery(presetsQuery);
  const known = presets?.find(({ id }) => id === preset);
  const draft = isBegun || !known ? typed : draftOfPreset(known);
  const test = useMutation({
    mutationFn: () => answer(api.POST('/api/providers/test', { body: inputOf(draft, preset) })),
  });
  const save = useMutation({
    mutationFn: () => answer(api.POST('/api/providers', { body: inputOf(draft, preset) })),
    onSuccess: async ({ id }) => {
      // The secret is with the gateway now; here it is no longer needed.
      onDraft({ ...draft, credential: { ...draft.credential, secret: '' } });
      await client.invalidateQueries({ queryKey: catalogueKey });
      onDone(id);
    },
  });
  return (
    <ConnectForm
      {...{ preset, draft, onDraft, onBack, test, save }}
      isSaved={false}
      onChange={() => {
        test.reset();
        save.reset();
      }}
    />
  );
}

/** Back from a later step: what is changed is changed on the provider that is there. */
function SavedProvider({ preset, saved, onBack, onDone }: ConnectStepProps & { readonly saved: Provider }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOfProvider(saved));
  const put = async (): Promise<void> => {
    await saveProvider(saved, draft);
    await client.invalidateQueries({ queryKey: catalogueKey });
  };
  const test = useMutation({
    mutationFn: async () => {
      await put();
      return answer(api.POST('/api/providers/{id}/test', { params: { path: { id: saved.id } } }));
    },
  });
  const save = useMutation({ mutationFn: put, onSuccess: () => onDone(saved.id) });
  return <ConnectForm {...{ preset, draft, onBack, test, save }} onDraft={setDraft} isSaved onChange={test.reset} />;
}

interface Trying {
  readonly mutate: () => void;
  readonly isPending: boolean;
  readonly error: unknown;
}

interface ConnectFormProps extends Pick<ConnectStepProps, 'preset' | 'draft' | 'onDraft' | 'onBack'> {
  readonly isSaved: boolean;
  readonly test: Trying & { readonly data: Parameters<typeof ConnectionChecks>[0]['test'] | undefined };
  readonly save: Trying;
  /** What was found out is of what stood there before. */
  readonly onChange: () => void;
}

function ConnectForm({ preset, draft, onDraft, onBack, isSaved, test, save, onChange }: ConnectFormProps) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const { data: presets = [] } = useQuery(presetsQuery);
  const note = presets.find(({ id }) => id === preset)?.note;
  const error = save.error ?? test.error;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole(draft)) save.mutate();
      }}
    >
      {note && <p>{note}</p>}
      <ProviderFields
        draft={draft}
        onChange={(next) => {
          onDraft(next);
          onChange();
        }}
        isSaved={isSaved}
        error={error}
      />
      <div>
        <Button
          leftSection={<IconPlugConnected size={16} />}
          disabled={!isWhole(draft)}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          {t(isSaved ? 'test.saveAndDo' : 'test.do')}
        </Button>
      </div>
      {test.data && <ConnectionChecks test={test.data} isTls={draft.baseUrl.trim().startsWith('https:')} />}
      {error != null && !isToldAt(error, providerFields) && <ProblemNotice error={error} />}
      <StepFoot onBack={onBack}>
        <Button type="submit" variant="filled" disabled={!isWhole(draft)} loading={save.isPending}>
          {common('act.continue')}
        </Button>
      </StepFoot>
    </form>
  );
}
