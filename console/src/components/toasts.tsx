import { useNotifications } from '@mantine/notifications';
import { lazy, Suspense, useState } from 'react';

const ToastList = lazy(async () => ({ default: (await import('./toast-list.tsx')).ToastList }));

/** What was done is told here; the code that draws it comes with the first thing to tell. */
export function Toasts() {
  const [isNeeded, setNeeded] = useState(false);
  const { notifications } = useNotifications();
  if (!isNeeded && notifications.length > 0) setNeeded(true);
  return <Suspense fallback={null}>{isNeeded && <ToastList />}</Suspense>;
}
