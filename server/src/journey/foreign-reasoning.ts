import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { JsonNode } from '../platform/json-tree.ts';
import type { TextEdit } from '../platform/text-edits.ts';
import type { GovernedRequest } from '../providers/request/governed-request.ts';
import { isOfOurMaking, sealOf } from '../providers/request/seal.ts';

/** Remembers which provider sealed which reasoning: only the account that made it can open it. */
export interface Seals {
  remember(providerId: string, seal: string): void;
  /** Null when it is not known. */
  providerOf(seal: string): string | null;
}

const rememberedMax = 100_000;

export function createSeals(): Seals {
  const providers = new LRUCache<string, string>({ max: rememberedMax });
  const nameOf = (seal: string): string => createHash('sha256').update(seal).digest('base64');
  return {
    remember: (providerId, seal) => void providers.set(nameOf(seal), providerId),
    providerOf: (seal) => providers.get(nameOf(seal)) ?? null,
  };
}

/**
 * Takes out the reasoning that the provider of this call cannot open: what another provider sealed, what this gateway made,
 * and, when the call was rerouted, all that is not known to be its own. Providers refuse a request that holds any.
 */
export function withoutForeignReasoning(
  request: GovernedRequest,
  provider: { readonly id: string },
  isRerouted: boolean,
  seals: Seals,
): { readonly edits: TextEdit[]; readonly count: number } {
  const foreign = sealedParts(request).filter(({ node, seal }) => {
    if (seal === '') return isRerouted || isOfOurMaking(request.text, node);
    const maker = seals.providerOf(seal);
    return maker === null ? isRerouted : maker !== provider.id;
  });
  const nodes = new Set(foreign.map(({ node }) => node));
  // A message of which nothing is left goes whole.
  const gone = new Set([...nodes].map((node) => (isLastOne(node, nodes) ? node.parent!.parent! : node)));
  const lists = new Set([...gone].map((node) => node.parent!));
  return { edits: [...lists].flatMap((list) => removals(list, gone)), count: nodes.size };
}

function isLastOne({ parent }: JsonNode, gone: ReadonlySet<JsonNode>): boolean {
  return parent?.key === 'content' && parent.children.every((node) => gone.has(node));
}

interface SealedPart {
  readonly node: JsonNode;
  /** Empty when nobody sealed it. */
  readonly seal: string;
}

function sealedParts({ text, conversation }: GovernedRequest): SealedPart[] {
  const items = conversation?.children ?? [];
  const blocks = items.flatMap(({ children }) => children.find(({ key }) => key === 'content')?.children ?? []);
  return [...items, ...blocks].flatMap((node) => {
    const seal = sealOf(text, node);
    return seal === null ? [] : [{ node, seal }];
  });
}

/** The edits that take elements out of a list, with the commas that go with them. */
function removals(list: JsonNode, gone: ReadonlySet<JsonNode>): TextEdit[] {
  const edits: TextEdit[] = [];
  const { children } = list;
  for (let from = 0; from < children.length; from++) {
    if (!gone.has(children[from]!)) continue;
    let to = from;
    while (to + 1 < children.length && gone.has(children[to + 1]!)) to++;
    const next = children[to + 1];
    const before = children[from - 1];
    const start = next || !before ? children[from]!.start : before.end;
    edits.push({ start, end: next ? next.start : children[to]!.end, text: '' });
    from = to;
  }
  return edits;
}
