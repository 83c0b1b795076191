import { googleWire } from '../../src/providers/google/wire.ts';
import { messagesSurface } from '../../src/providers/messages/surface.ts';
import { messagesWire } from '../../src/providers/messages/wire.ts';
import { ollamaWire } from '../../src/providers/ollama/wire.ts';
import { chatSurface } from '../../src/providers/openai/surface.ts';
import { chatWire } from '../../src/providers/openai/wire.ts';
import { responsesSurface } from '../../src/providers/responses/surface.ts';
import { responsesWire } from '../../src/providers/responses/wire.ts';
import type { Surface, SurfaceConversion } from '../../src/providers/surface.ts';
import type { Wire, WireConversion } from '../../src/providers/wire.ts';

/** Every protocol that callers speak and that is converted, with the wire that speaks the same. */
export const surfaces = [
  { surface: chatSurface, own: chatWire },
  { surface: messagesSurface, own: messagesWire },
  { surface: responsesSurface, own: responsesWire },
] as const satisfies readonly { surface: Surface; own: Wire }[];

/** Every protocol that conversations are converted to; compatible servers of chat are written to in fewer words. */
export const targets = [
  { name: 'chat', wire: chatWire, isCompatible: false },
  { name: 'compatible chat', wire: chatWire, isCompatible: true },
  { name: 'messages', wire: messagesWire, isCompatible: false },
  { name: 'google', wire: googleWire, isCompatible: false },
  { name: 'ollama', wire: ollamaWire, isCompatible: false },
] as const satisfies readonly { name: string; wire: Wire; isCompatible: boolean }[];

/** Every protocol in which answers are read. No request is written in that of the responses API, only answers are. */
export const wires: readonly Wire[] = [chatWire, messagesWire, responsesWire, googleWire, ollamaWire];

export function conversionOf(surface: Surface): SurfaceConversion {
  if (surface.conversion === null) throw new Error(`${surface.endpoint} has no conversion`);
  return surface.conversion;
}

export function writerOf(wire: Wire): WireConversion {
  if (wire.conversion === null) throw new Error(`${wire.name} has no conversion`);
  return wire.conversion;
}
