import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type JsonNode, stringOf } from '../platform/json-tree.ts';
import type { TextEdit } from '../platform/text-edits.ts';
import type { GovernedRequest } from '../providers/request/governed-request.ts';

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
 * Takes out the sealed reasoning that the provider of this call cannot open: what another provider made, and, when the
 * call was rerouted, all that is not known to be its own. Providers refuse a request that holds any.
 */
export function withoutForeignReasoning(
  request: GovernedRequest,
  provider: { readonly id: string },
  isRerouted: boolean,
  seals: Seals,
): { readonly edits: TextEdit[]; readonly count: number } {
  const foreign = sealedParts(request).filter(({ seal }) => {
    const maker = seals.providerOf(seal);
    return maker === null ? isRerouted : maker !== provider.id;
  });
  const nodes = new Set(foreign.map(({ node }) => node));
  const lists = new Set(foreign.map(({ node }) => node.parent!));
  return { edits: [...lists].flatMap((list) => removals(list, nodes)), count: nodes.size };
}

interface SealedPart {
  readonly node: JsonNode;
  readonly seal: string;
}

/** Members that hold a seal, by the type of what they stand in: Anthropic's blocks, and items of the responses API. */
const sealOf: Readonly<Record<string, string>> = {
  thinking: 'signature',
  redacted_thinking: 'data',
  reasoning: 'encrypted_content',
};

function sealedParts({ text, conversation }: GovernedRequest): SealedPart[] {
  const items = conversation?.children ?? [];
  const blocks = items.flatMap(({ children }) => children.find(({ key }) => key === 'content')?.children ?? []);
  return [...items, ...blocks].flatMap((node) => {
    const name = sealOf[stringMember(text, node, 'type') ?? ''];
    const seal = name === undefined ? null : stringMember(text, node, name);
    return seal ? [{ node, seal }] : [];
  });
}

function stringMember(text: string, node: JsonNode, name: string): string | null {
  const found = node.children.find(({ key }) => key === name);
  return found?.kind === 'string' ? stringOf(text, found) : null;
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
