import { Skeleton } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import classes from './page.module.css';

export interface PageProps {
  readonly title: string;
  /** Beside the title: what this page is of, in few words. */
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** The content fills the window and scrolls by itself. */
  readonly fill?: boolean;
}

export function Page({ title, about, actions, children, fill = false }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Tollgate`;
  }, [title]);
  return (
    <div className={fill ? `${classes.page} ${classes.fill}` : classes.page}>
      <div className={classes.head}>
        <h1 className={classes.title} tabIndex={-1}>
          {title}
        </h1>
        {about !== undefined && <div className={classes.about}>{about}</div>}
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** Lines of the final size while something loads. */
export function Waiting({ lines = 8 }: { readonly lines?: number }) {
  return (
    <div className={classes.waiting} aria-busy="true">
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={24} />
      ))}
    </div>
  );
}
