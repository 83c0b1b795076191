import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ColoursButton, LanguageButton } from '../../components/shell/header.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api, ApiProblem } from '../../lib/api.ts';
import { meQuery, signInOptionsQuery } from '../../lib/me.ts';
import { ChoosePassword } from './choose-password.tsx';
import { pathWithin } from './path-within.ts';
import classes from './sign-in-page.module.css';

type Step = 'password' | 'code' | 'choose';

/** E-mail and password; then a one-time code where it is asked for; then a password of one's own in place of a one-time one. */
export function SignInPage() {
  const { t } = useTranslation('access');
  const { next, error } = useSearch({ from: '/sign-in' });
  const options = useQuery(signInOptionsQuery);
  const [step, setStep] = useState<Step>('password');
  const [used, setUsed] = useState('');
  const navigate = useNavigate();
  const router = useRouter();
  const client = useQueryClient();
  useEffect(() => {
    document.title = `${t('signIn')} · Tollgate`;
  }, [t]);

  const enter = async (): Promise<void> => {
    client.removeQueries();
    const me = await client.fetchQuery({ ...meQuery, staleTime: 0 });
    if (me.must_change_password) return setStep('choose');
    await router.invalidate();
    await navigate({ to: pathWithin(next) });
  };
  return (
    <Frame>
      {step === 'password' && error !== undefined && (
        <Text size="sm" c="var(--tg-blocked)" role="alert">
          {t('companyRefused')}
        </Text>
      )}
      {step === 'password' && options.data?.company != null && <ByCompany name={options.data.company} next={next} />}
      {step === 'password' && options.data?.password === true && (
        <ByPassword
          onDone={async (password, needsCode) => {
            setUsed(password);
            await (needsCode ? setStep('code') : enter());
          }}
        />
      )}
      {step === 'code' && <ByCode onDone={enter} />}
      {step === 'choose' && <ChoosePassword current={used} onDone={enter} />}
    </Frame>
  );
}

function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('access');
  const options = useQuery(signInOptionsQuery);
  return (
    <div className={classes.frame}>
      <div className={classes.corner}>
        <LanguageButton />
        <ColoursButton />
      </div>
      <main className={classes.box}>
        <h1 className={classes.brand}>
          <img src="/favicon.svg" alt="" width={32} height={32} /> Tollgate
        </h1>
        {children}
        <Text size="xs" c="dimmed">
          {t('firstStart')}
        </Text>
        {options.data && (
          <Text size="xs" c="dimmed">
            {t('version', { version: options.data.version })} · {t('reachable')}
          </Text>
        )}
        {options.error && <ProblemNotice error={options.error} onRetry={() => void options.refetch()} />}
      </main>
    </div>
  );
}

/** Goes to the company's provider, which sends the browser back signed in. */
function ByCompany({ name, next }: { readonly name: string; readonly next: string | undefined }) {
  const { t } = useTranslation('access');
  const go = useMutation({
    mutationFn: async () => {
      const body = { provider: 'company', callbackURL: pathWithin(next), errorCallbackURL: '/sign-in' } as const;
      const { url } = (await answer(api.POST('/api/auth/sign-in/social', { body }))) as { url: string };
      location.assign(url);
    },
  });
  return (
    <Stack gap="sm">
      <Button onClick={() => go.mutate()} loading={go.isPending} variant="filled">
        {t('withCompany', { name })}
      </Button>
      {go.error && <ProblemNotice error={go.error} />}
    </Stack>
  );
}

function ByPassword({ onDone }: { readonly onDone: (password: string, needsCode: boolean) => Promise<void> }) {
  const { t } = useTranslation('access');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [waitS, setWaitS] = useState(0);
  const signIn = useMutation({
    mutationFn: async () => {
      const told = await answer(api.POST('/api/auth/sign-in/email', { body: { email, password } }));
      await onDone(password, (told as { twoFactorRedirect?: boolean }).twoFactorRedirect === true);
    },
    onError: (error) => setWaitS(error instanceof ApiProblem ? (error.retryAfterS ?? 0) : 0),
  });
  useEffect(() => {
    if (waitS <= 0) return undefined;
    const timer = setTimeout(() => setWaitS(waitS - 1), 1000);
    return () => clearTimeout(timer);
  }, [waitS]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          type="email"
          label={t('email')}
          name="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password')}
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {signIn.error && (
          <Text size="sm" c="var(--tg-blocked)" role="alert">
            {signIn.error.message}
          </Text>
        )}
        <Button type="submit" variant="filled" loading={signIn.isPending} disabled={waitS > 0}>
          {waitS > 0 ? t('wait', { count: waitS }) : t('signIn')}
        </Button>
      </Stack>
    </form>
  );
}

function ByCode({ onDone }: { readonly onDone: () => Promise<void> }) {
  const { t } = useTranslation('access');
  const [isSpare, setSpare] = useState(false);
  const [code, setCode] = useState('');
  const verify = useMutation({
    mutationFn: async () => {
      const body = { code: code.trim() };
      await answer(
        isSpare
          ? api.POST('/api/auth/two-factor/verify-backup-code', { body })
          : api.POST('/api/auth/two-factor/verify-totp', { body }),
      );
      await onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        verify.mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={isSpare ? t('spareCode') : t('code')}
          description={t('codeHelp')}
          autoComplete="one-time-code"
          inputMode={isSpare ? 'text' : 'numeric'}
          required
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={verify.error && t('codeWrong')}
        />
        <Button type="submit" variant="filled" loading={verify.isPending}>
          {t('signIn')}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={() => setSpare(!isSpare)}>
          {isSpare ? t('useCode') : t('useSpare')}
        </Anchor>
      </Stack>
    </form>
  );
}
