import { lazy, Suspense, useEffect, useState } from 'react';
import { onSessionEnd } from '../../lib/api.ts';

const SignInAgain = lazy(async () => ({ default: (await import('./sign-in-again.tsx')).SignInAgain }));

/** A session that ends while one works: asks for the password over the page as it stands, and what was typed stays. */
export function SessionEnded() {
  const [isEnded, setEnded] = useState<boolean | null>(null);
  useEffect(() => onSessionEnd(() => setEnded(true)), []);
  return (
    <Suspense fallback={null}>
      {isEnded !== null && <SignInAgain opened={isEnded} onDone={() => setEnded(false)} />}
    </Suspense>
  );
}
