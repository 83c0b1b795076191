/** Where a process is killed while it ships: around a statement (by how it begins), or another step. */
export interface KillPoint {
  readonly moment: 'before' | 'during' | 'after';
  readonly place: string;
}

export const killPoints: readonly KillPoint[] = [
  { moment: 'after', place: 'append' },
  { moment: 'before', place: 'update journals' },
  { moment: 'after', place: 'update journals' },
  { moment: 'after', place: 'insert into chain_blocks' },
  { moment: 'after', place: 'insert into invocations' },
  { moment: 'after', place: 'insert into ledger' },
  { moment: 'after', place: 'insert into payload_contents' },
  { moment: 'before', place: 'commit' },
  { moment: 'during', place: 'commit' },
  { moment: 'after', place: 'commit' },
  { moment: 'before', place: 'release' },
  { moment: 'after', place: 'release' },
];
