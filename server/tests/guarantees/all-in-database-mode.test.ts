import { describe } from 'vitest';

/** The same promises where "durable" means committed in PostgreSQL. */

process.env['TOLLGATE_TEST_RECORD'] = 'database';

describe('nothing leaves unrecorded', () => import('./1-nothing-leaves-unrecorded.test.ts').then(() => undefined));
describe('nothing leaves unscanned', () => import('./2-nothing-leaves-unscanned.test.ts').then(() => undefined));
describe('nothing is lost', () => import('./3-nothing-is-lost.test.ts').then(() => undefined));
describe('every cost is derivable', () => import('./4-every-cost-is-derivable.test.ts').then(() => undefined));
describe('the request is respected', () => import('./5-the-request-is-respected.test.ts').then(() => undefined));
