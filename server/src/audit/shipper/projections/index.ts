import type { Queryable } from '../../../database/queryable.ts';
import type { MasterKeys } from '../../vault/master-keys.ts';
import type { Projection } from '../batch.ts';
import { projectAccessLog } from './access-log.ts';
import { projectAdministrationLog } from './administration-log.ts';
import { projectBudgetSpending } from './budget-spending.ts';
import { projectDataKeys } from './data-keys.ts';
import { projectDenials } from './denials.ts';
import { projectEpoch } from './epoch.ts';
import { projectLateContents } from './late-contents.ts';
import { projectPins } from './pins.ts';
import { projectRuleHits } from './rule-hits.ts';
import { projectTombstones } from './tombstones.ts';
import { projectWords } from './words.ts';

/** What is made of events beside the rows of calls, and needs no key. */
export const projections: readonly Projection[] = [
  projectDataKeys,
  projectDenials,
  projectEpoch,
  projectAccessLog,
  projectAdministrationLog,
  projectTombstones,
  projectLateContents,
  projectRuleHits,
  projectPins,
  projectBudgetSpending,
];

/** All that is made of events beside the rows of calls. */
export function createProjections(database: Queryable, masterKeys: MasterKeys): readonly Projection[] {
  return [...projections, projectWords(database, masterKeys)];
}
