/** From `valid_from` on, a subject's calls are for a cost centre, until the subject's next assignment. Days are `YYYY-MM-DD`. */
export interface Assignment {
  readonly subject_kind: 'user' | 'group';
  readonly subject_id: string;
  /** Null: for none of its own. */
  readonly cost_centre: string | null;
  readonly valid_from: string;
}

/** A stint of a user in a group: from `joined_on` to the day before `left_on`, or until now. */
export interface Membership {
  readonly user_id: string;
  readonly group_id: string;
  readonly group_name: string;
  readonly joined_on: string;
  readonly left_on: string | null;
}

/** What tells of one user which cost centre the calls of a day are for. */
export interface CostCentreFacts {
  readonly memberships: readonly Membership[];
  readonly assignments: readonly Assignment[];
}

export interface AssignedTo {
  readonly cost_centre: string;
  readonly by: { readonly kind: 'user' | 'group'; readonly id: string };
}

/** From `from` to the day before `until`; null: it lasts. */
export interface CostCentrePeriod extends AssignedTo {
  readonly from: string;
  readonly until: string | null;
}

/**
 * The cost centre that a user's calls of a day are for: the user's own, else that of the first group by name which has
 * one on that day; null when there is none. Answers for days to come too, as far as it is known.
 */
export function costCentreOf(
  userId: string,
  day: string,
  { memberships, assignments }: CostCentreFacts,
): AssignedTo | null {
  const groups = memberships
    .filter(({ user_id, joined_on, left_on }) => user_id === userId && joined_on <= day && (left_on ?? '~') > day)
    .toSorted((a, b) => compare(a.group_name, b.group_name) || compare(a.group_id, b.group_id))
    .map(({ group_id: id }) => ({ kind: 'group' as const, id }));
  for (const by of [{ kind: 'user' as const, id: userId }, ...groups]) {
    const cost_centre = lastOf(assignments, by, day)?.cost_centre ?? null;
    if (cost_centre !== null) return { cost_centre, by };
  }
  return null;
}

/** All days of a user at once: `costCentreOf` on each day on which anything begins or ends. */
export function costCentrePeriods(userId: string, facts: CostCentreFacts): CostCentrePeriod[] {
  const periods: CostCentrePeriod[] = [];
  for (const day of daysOfChange(userId, facts)) {
    const now = costCentreOf(userId, day, facts);
    const last = periods.at(-1);
    if (last && last.until === null) {
      if (now && isSame(now, last)) continue;
      periods[periods.length - 1] = { ...last, until: day };
    }
    if (now) periods.push({ ...now, from: day, until: null });
  }
  return periods;
}

/** The periods of every user who has any, by the user's id. */
export function allCostCentrePeriods({ memberships, assignments }: CostCentreFacts): Map<string, CostCentrePeriod[]> {
  const bySubject = Map.groupBy(assignments, ({ subject_kind, subject_id }) => `${subject_kind} ${subject_id}`);
  const byUser = Map.groupBy(memberships, ({ user_id }) => user_id);
  const assigned = assignments.flatMap(({ subject_kind, subject_id }) => (subject_kind === 'user' ? [subject_id] : []));
  const all = new Map<string, CostCentrePeriod[]>();
  for (const userId of new Set([...assigned, ...byUser.keys()])) {
    const own = byUser.get(userId) ?? [];
    const subjects = new Set([`user ${userId}`, ...own.map(({ group_id }) => `group ${group_id}`)]);
    const theirs = [...subjects].flatMap((subject) => bySubject.get(subject) ?? []);
    const periods = costCentrePeriods(userId, { memberships: own, assignments: theirs });
    if (periods.length > 0) all.set(userId, periods);
  }
  return all;
}

function daysOfChange(userId: string, { memberships, assignments }: CostCentreFacts): string[] {
  const own = memberships.filter(({ user_id }) => user_id === userId);
  const subjects = new Set([userId, ...own.map(({ group_id }) => group_id)]);
  const days = [
    ...assignments.filter(({ subject_id }) => subjects.has(subject_id)).map(({ valid_from }) => valid_from),
    ...own.flatMap(({ joined_on, left_on }) => (left_on === null ? [joined_on] : [joined_on, left_on])),
  ];
  return [...new Set(days)].toSorted(compare);
}

function lastOf(
  assignments: readonly Assignment[],
  { kind, id }: AssignedTo['by'],
  day: string,
): Assignment | undefined {
  return assignments
    .filter((one) => one.subject_kind === kind && one.subject_id === id && one.valid_from <= day)
    .reduce<Assignment | undefined>((last, one) => (last && last.valid_from > one.valid_from ? last : one), undefined);
}

function isSame(one: AssignedTo, other: AssignedTo): boolean {
  return one.cost_centre === other.cost_centre && one.by.kind === other.by.kind && one.by.id === other.by.id;
}

/** Without regard to case and outer blanks, the same on every machine. */
function compare(one: string, other: string): number {
  const [a, b] = [one.trim().toLowerCase(), other.trim().toLowerCase()];
  return a < b ? -1 : a > b ? 1 : 0;
}
