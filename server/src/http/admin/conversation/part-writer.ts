import { hash } from 'node:crypto';
import type { admin } from '@tollgate/contract';
import { type JsonNode, placeOf, stringOf } from '../../../platform/json-tree.ts';
import { member } from '../../../providers/answer-texts/texts-in.ts';
import { type Mark, type Masking, placeOfName } from './masking.ts';

type Part = admin.ConversationPart;

/** A text is told up to here; all of it is in the payload. */
const charactersMax = 100_000;

/** Makes the parts of messages out of the nodes of one body, with nothing in them that a finding says. */
export class PartWriter {
  readonly #text: string;
  readonly #masking: Masking;
  /** Places of an answer are not those of the request, where findings have theirs. */
  readonly #hasPlaces: boolean;
  readonly #withholds: boolean;

  constructor(text: string, masking: Masking, options: { readonly isRequest: boolean; readonly withholds: boolean }) {
    this.#text = text;
    this.#masking = masking;
    this.#hasPlaces = options.isRequest;
    this.#withholds = options.withholds;
  }

  /** The string of a member; null where there is none. */
  stringOf(node: JsonNode | undefined, name: string): string | null {
    const found = member(node, name);
    return found?.kind === 'string' ? stringOf(this.#text, found) : null;
  }

  /** A name or an id as it may be shown. */
  word(node: JsonNode | undefined, name: string): string | null {
    const found = this.stringOf(node, name);
    return found === null ? null : this.#masking.mask(found, null).text.slice(0, 200);
  }

  /** Nothing for what says nothing: an absent member, null, an empty string. */
  part(kind: Part['kind'], node: JsonNode | undefined, more: Partial<Pick<Part, 'name' | 'call_id'>> = {}): Part[] {
    if (node === undefined || node.kind === 'literal') return [];
    if (node.kind === 'string' && node.end - node.start <= 2) return [];
    const { text, marks } =
      node.kind === 'string' ? this.#masked(stringOf(this.#text, node), node) : new JsonWriter(this).write(node);
    const shown = this.#withholds ? '' : text.slice(0, charactersMax);
    return [
      {
        kind,
        place: placeOf(node),
        name: more.name ?? null,
        call_id: more.call_id ?? null,
        text: shown,
        marks: marks.filter(({ end }) => end <= shown.length),
        characters: text.length,
        media: null,
      },
    ];
  }

  /** An image, a sound, a file: its type, size and hash; null where the block holds none. */
  media(block: JsonNode): Part | null {
    const data = dataOf(block, this.#text);
    if (data === null) return null;
    const bytes = Buffer.from(data.base64, 'base64');
    return {
      kind: 'media',
      place: placeOf(block),
      name: this.word(block, 'type'),
      call_id: null,
      text: '',
      marks: [],
      characters: 0,
      media: { type: data.type, bytes: bytes.length, sha256: hash('sha256', bytes, 'hex') },
    };
  }

  /** All of a value as indented JSON. */
  json(node: JsonNode): string {
    return new JsonWriter(this).write(node).text;
  }

  /** All of a value, parsed; a number that a finding says becomes its sample. */
  value(node: JsonNode): unknown {
    switch (node.kind) {
      case 'string':
        return this.pieceOf(node).text;
      case 'number':
      case 'literal': {
        const { text, marks } = this.pieceOf(node);
        return marks.length > 0 ? text : (JSON.parse(text) as unknown);
      }
      case 'array':
        return node.children.map((child) => this.value(child));
      case 'object':
        return Object.fromEntries(node.children.map((child) => [this.nameOf(child).text, this.value(child)]));
    }
  }

  /** The pieces of a JSON text: strings masked in what they say. */
  pieceOf(node: JsonNode): { readonly text: string; readonly marks: readonly Mark[] } {
    if (node.kind === 'string') return this.#masked(stringOf(this.#text, node), node);
    return this.#masked(this.#text.slice(node.start, node.end), node);
  }

  nameOf(node: JsonNode): { readonly text: string; readonly marks: readonly Mark[] } {
    return this.#masking.mask(node.key ?? '', this.#hasPlaces ? placeOfName(node) : null);
  }

  #masked(value: string, node: JsonNode): { readonly text: string; readonly marks: readonly Mark[] } {
    return this.#masking.mask(value, this.#hasPlaces ? placeOf(node) : null);
  }
}

/** Writes a value as indented JSON and keeps where findings stood in it. */
class JsonWriter {
  readonly #parts: PartWriter;
  readonly #marks: Mark[] = [];
  #out = '';

  constructor(parts: PartWriter) {
    this.#parts = parts;
  }

  write(node: JsonNode): { readonly text: string; readonly marks: readonly Mark[] } {
    this.#value(node, '');
    return { text: this.#out, marks: this.#marks };
  }

  #value(node: JsonNode, indent: string): void {
    if (node.kind === 'string') return this.#quoted(this.#parts.pieceOf(node));
    if (node.kind === 'number' || node.kind === 'literal') return this.#plain(this.#parts.pieceOf(node));
    const [open, close] = node.kind === 'object' ? ['{', '}'] : ['[', ']'];
    this.#out += open;
    for (const [index, child] of node.children.entries()) {
      this.#out += `${index === 0 ? '' : ','}\n${indent}  `;
      if (child.key !== null) {
        this.#quoted(this.#parts.nameOf(child));
        this.#out += ': ';
      }
      this.#value(child, `${indent}  `);
    }
    this.#out += node.children.length === 0 ? close : `\n${indent}${close}`;
  }

  #plain({ text, marks }: { readonly text: string; readonly marks: readonly Mark[] }): void {
    const at = this.#out.length;
    this.#marks.push(...marks.map(({ start, end, hit }) => ({ start: start + at, end: end + at, hit })));
    this.#out += text;
  }

  #quoted({ text, marks }: { readonly text: string; readonly marks: readonly Mark[] }): void {
    const escaped = (from: number, to?: number): string => JSON.stringify(text.slice(from, to)).slice(1, -1);
    this.#out += '"';
    let from = 0;
    for (const { start, end, hit } of marks) {
      this.#out += escaped(from, start);
      const begin = this.#out.length;
      this.#out += escaped(start, end);
      this.#marks.push({ start: begin, end: this.#out.length, hit });
      from = end;
    }
    this.#out += `${escaped(from)}"`;
  }
}

/** Bytes that travel inside a block, in the words of every protocol. */
function dataOf(block: JsonNode, text: string): { readonly type: string; readonly base64: string } | null {
  const source = member(block, 'source');
  const holders = [source, member(block, 'image_url'), member(block, 'input_audio'), member(block, 'file'), block];
  for (const holder of holders) {
    if (holder === undefined) continue;
    const nodes =
      holder.kind === 'string'
        ? [holder]
        : ['data', 'file_data', 'url', 'image_url'].map((name) => member(holder, name));
    const data = nodes.find((node) => node?.kind === 'string');
    if (data === undefined) continue;
    const said = stringOf(text, data);
    const [, type, base64] = /^data:([^;,]*)[^,]*,(.*)$/s.exec(said) ?? [];
    if (base64 !== undefined) return { type: type || 'application/octet-stream', base64 };
    if (data.key !== 'data' && data.key !== 'file_data') continue;
    const named = member(holder, 'media_type') ?? member(holder, 'format');
    return { type: named?.kind === 'string' ? stringOf(text, named) : 'application/octet-stream', base64: said };
  }
  return null;
}
