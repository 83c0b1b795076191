/** What the engine's search in WebAssembly offers (`server/src/risk/engine/search-memory.ts`). */
export { beginRuns, placeRuns, takeRuns } from './digits';
export {
  classesAt,
  countFound,
  foldsAt,
  fourAt,
  freeAt,
  placeFound,
  placeTrie,
  rootAt,
  search,
  shortcutsAt,
  twoAt,
} from './literals';
export { placeText } from './text';
