/**
 * The literals as a trie in flat arrays. Node 0 is none. The children of a node are numbered in a row: those of `node` from
 * `children[node]` to before `children[node + 1]`. `units` holds the unit that leads to a node, `ends` the literal that ends
 * there, or -1; `root` the node that each first unit leads to.
 */
export interface Trie {
  readonly root: Int32Array;
  readonly children: Int32Array;
  readonly units: Uint16Array;
  readonly ends: Int32Array;
}

/** @param literals as folded units; numbered as given */
export function buildTrie(literals: readonly (readonly number[])[]): Trie {
  return inLevels(grow(literals));
}

/** Nodes as they come: of each node its first child, and the next child of its parent (0 for none). */
interface Growth {
  readonly root: Int32Array;
  readonly firsts: Int32Array;
  readonly nexts: Int32Array;
  readonly units: Uint16Array;
  readonly ends: Int32Array;
  count: number;
}

function grow(literals: readonly (readonly number[])[]): Growth {
  const most = literals.reduce((sum, { length }) => sum + length, 1);
  const growth: Growth = {
    root: new Int32Array(65_536),
    firsts: new Int32Array(most),
    nexts: new Int32Array(most),
    units: new Uint16Array(most),
    ends: new Int32Array(most).fill(-1),
    count: 1,
  };
  const { root, firsts } = growth;
  literals.forEach((literal, number) => {
    let node = 0;
    for (const unit of literal) {
      let child = node === 0 ? root[unit]! : firsts[node]!;
      while (child !== 0 && growth.units[child] !== unit) child = growth.nexts[child]!;
      node = child === 0 ? addChild(growth, node, unit) : child;
    }
    growth.ends[node] = number;
  });
  return growth;
}

function addChild(growth: Growth, node: number, unit: number): number {
  const child = growth.count++;
  growth.units[child] = unit;
  growth.nexts[child] = growth.firsts[node]!;
  growth.firsts[node] = child;
  if (node === 0) growth.root[unit] = child;
  return child;
}

/** Numbers the nodes level by level, so that the children of each follow one another. Those of node 0 are the root's. */
function inLevels({ root, firsts, nexts, units, ends, count }: Growth): Trie {
  const order = new Int32Array(count);
  const children = new Int32Array(count + 1);
  let last = 1;
  for (let node = 0; node < count; node++) {
    children[node] = last;
    for (let child = firsts[order[node]!]!; child !== 0; child = nexts[child]!) order[last++] = child;
  }
  children[count] = last;
  for (let node = 1; node < children[1]!; node++) root[units[order[node]!]!] = node;
  return {
    root,
    children,
    units: new Uint16Array(order.map((node) => units[node]!)),
    ends: order.map((node) => ends[node]!),
  };
}

/** The node that `unit` leads to from `node`; 0 for none. */
export function childOf({ children, units }: Trie, node: number, unit: number): number {
  for (let child = children[node]!; child < children[node + 1]!; child++) if (units[child] === unit) return child;
  return 0;
}
