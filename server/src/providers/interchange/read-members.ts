import { isList, isMembers, type Json, type JsonMembers, numberOf } from '../../platform/lossless-json.ts';
import { InvalidBody } from '../request/governed-request.ts';
import type { Option } from './prompt.ts';

/**
 * Reads the members of an object of a caller's body. What has another type than it must have is refused with its JSON
 * path; null counts as not said. What nobody read is what nobody knows: `rest()`.
 */
export class MemberReader {
  readonly place: string;
  private readonly members: JsonMembers;
  private readonly read = new Set<string>();
  private readonly inner = new Map<string, MemberReader>();

  /** @param place JSON path of the object; empty for the body itself */
  constructor(members: JsonMembers, place: string) {
    this.members = members;
    this.place = place;
  }

  /** @throws InvalidBody when it is no object */
  static of(value: Json | undefined, place: string): MemberReader {
    if (isMembers(value)) return new MemberReader(value, place);
    throw new InvalidBody(`"${place}" must be an object.`, place);
  }

  pathOf(name: string): string {
    return this.place === '' ? name : `${this.place}.${name}`;
  }

  /** The value, whatever it is, without counting it as read; null when it is not said. */
  peek(name: string): Json {
    return Object.hasOwn(this.members, name) ? (this.members[name] ?? null) : null;
  }

  /** The value, whatever it is; null when it is not said. */
  any(name: string): Json {
    this.read.add(name);
    return this.peek(name);
  }

  /** Members that are known and say nothing that would have to be carried over. */
  pass(...names: readonly string[]): void {
    for (const name of names) this.read.add(name);
  }

  string(name: string): string | null {
    const value = this.any(name);
    if (value === null || typeof value === 'string') return value;
    throw this.invalid(name, 'a string');
  }

  /** The string, if it is one; anything else stays unread. */
  stringIf(name: string): string | null {
    return typeof this.peek(name) === 'string' ? this.string(name) : null;
  }

  needString(name: string): string {
    return this.string(name) ?? this.refuse(name, 'a string');
  }

  boolean(name: string): boolean | null {
    const value = this.any(name);
    if (value === null || typeof value === 'boolean') return value;
    throw this.invalid(name, 'true or false');
  }

  /** The number as it was written (perhaps a `RawNumber`). */
  number(name: string): Json {
    const value = this.any(name);
    if (value === null || numberOf(value) !== null) return value;
    throw this.invalid(name, 'a number');
  }

  list(name: string): readonly Json[] | null {
    const value = this.any(name);
    if (value === null || isList(value)) return value;
    throw this.invalid(name, 'an array');
  }

  /** A reader for the object in this member; what it leaves unread is in this one's `rest()` too, by its path from here. */
  object(name: string): MemberReader | null {
    const value = this.any(name);
    if (value === null) return null;
    if (!isMembers(value)) throw this.invalid(name, 'an object');
    const reader = this.inner.get(name) ?? new MemberReader(value, this.pathOf(name));
    this.inner.set(name, reader);
    return reader;
  }

  needObject(name: string): MemberReader {
    return this.object(name) ?? this.refuse(name, 'an object');
  }

  /** A reader for each object of the list, whose rests are its own; none when the list is not said. */
  objects(name: string): readonly MemberReader[] {
    const place = this.pathOf(name);
    return (this.list(name) ?? []).map((value, index) => MemberReader.of(value, `${place}[${index}]`));
  }

  /** What was read as `kind`, as an option of the prompt; null when it is not said. */
  option(name: string, kind: 'string' | 'boolean' | 'number' | 'list' | 'any'): Option | null {
    const value: Json = this[kind](name);
    return value === null ? null : { value, param: this.pathOf(name) };
  }

  /** Members that were not read and are not null. */
  rest(): JsonMembers {
    const own = Object.entries(this.members).filter(([name, value]) => value !== null && !this.read.has(name));
    const within = [...this.inner].flatMap(([name, reader]) =>
      Object.entries(reader.rest()).map(([path, value]): [string, Json] => [`${name}.${path}`, value]),
    );
    return Object.fromEntries([...own, ...within]);
  }

  /** For `unknown?: JsonMembers`: nothing at all when there is no rest. */
  unknown(): { readonly unknown?: JsonMembers } {
    const rest = this.rest();
    return Object.keys(rest).length === 0 ? {} : { unknown: rest };
  }

  invalid(name: string, what: string): InvalidBody {
    return new InvalidBody(`"${this.pathOf(name)}" must be ${what}.`, this.pathOf(name));
  }

  private refuse(name: string, what: string): never {
    throw this.invalid(name, what);
  }
}
