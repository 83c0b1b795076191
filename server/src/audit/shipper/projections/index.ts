import type { Projection } from '../batch.ts';
import { projectAccessLog } from './access-log.ts';
import { projectAdministrationLog } from './administration-log.ts';
import { projectDataKeys } from './data-keys.ts';
import { projectDenials } from './denials.ts';
import { projectEpoch } from './epoch.ts';

/** What is made of events beside the rows of calls. */
export const projections: readonly Projection[] = [
  projectDataKeys,
  projectDenials,
  projectEpoch,
  projectAccessLog,
  projectAdministrationLog,
];
