import type { Page } from 'playwright-core';
import type { Who } from '../../support/console.ts';

/** A screen in a state worth looking at. */
export interface View {
  readonly name: string;
  readonly path: string;
  /** Undefined: nobody is signed in. */
  readonly who?: Who;
  /** What a person does before they look. */
  readonly prepare?: (page: Page) => Promise<void>;
}
