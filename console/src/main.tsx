import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { Toasts } from './components/toasts.tsx';
import { startTexts } from './i18n/i18n.ts';
import { usePreferences } from './lib/preferences.ts';
import { queryClient } from './lib/query-client.ts';
import { router } from './routes/tree.ts';
import './theme/styles.css';
import { cssVariablesResolver, theme } from './theme/theme.ts';

/** The Content-Security-Policy takes styles with this nonce only, which the gateway writes into the page. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content ?? '';
setNonce(nonce);

function App() {
  const { colours } = usePreferences();
  const forced = colours === 'system' ? undefined : colours;
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      getStyleNonce={() => nonce}
      defaultColorScheme="auto"
      {...(forced && { forceColorScheme: forced })}
    >
      <Toasts />
      <QueryClientProvider client={queryClient}>
        <Suspense fallback={null}>
          <RouterProvider router={router} />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}

await startTexts();
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
