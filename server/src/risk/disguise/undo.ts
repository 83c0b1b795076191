import type { View } from './view.ts';

export interface Undone {
  readonly views: readonly View[];
  readonly undecodable: readonly { readonly start: number; readonly end: number }[];
}

export function undoDisguises(_text: string): Undone {
  return { views: [], undecodable: [] };
}
