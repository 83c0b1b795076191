import { Button, type ButtonProps } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface ButtonLinkProps extends Omit<ButtonProps, 'children'> {
  readonly link: Pick<LinkProps, 'to' | 'params' | 'search'>;
  readonly children: ReactNode;
}

/** A link that looks like a button. */
export function ButtonLink({ link, children, ...look }: ButtonLinkProps) {
  return (
    <Button {...look} renderRoot={(props) => <Link {...(link as LinkProps)} {...props} />}>
      {children}
    </Button>
  );
}
