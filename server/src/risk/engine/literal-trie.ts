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

interface Node {
  readonly children: Map<number, Node>;
  readonly unit: number;
  end: number;
}

/** @param literals as folded units; numbered as given */
export function buildTrie(literals: readonly (readonly number[])[]): Trie {
  const first = nodeOf(0);
  literals.forEach((literal, number) => {
    let node = first;
    for (const unit of literal) {
      let child = node.children.get(unit);
      if (child === undefined) node.children.set(unit, (child = nodeOf(unit)));
      node = child;
    }
    node.end = number;
  });
  // Level by level, so that the children of each node follow one another. Those of node 0 are the root's.
  const nodes: Node[] = [first];
  const children = [1];
  for (let next = 0; next < nodes.length; next++) {
    nodes.push(...nodes[next]!.children.values());
    children.push(nodes.length);
  }
  const root = new Int32Array(65_536);
  for (let node = 1; node < children[1]!; node++) root[nodes[node]!.unit] = node;
  return {
    root,
    children: Int32Array.from(children),
    units: Uint16Array.from(nodes, ({ unit }) => unit),
    ends: Int32Array.from(nodes, ({ end }) => end),
  };
}

function nodeOf(unit: number): Node {
  return { children: new Map(), unit, end: -1 };
}

/** The node that `unit` leads to from `node`; 0 for none. */
export function childOf({ children, units }: Trie, node: number, unit: number): number {
  for (let child = children[node]!; child < children[node + 1]!; child++) if (units[child] === unit) return child;
  return 0;
}
