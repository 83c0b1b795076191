import { isBip39Phrase, isBip39Word } from '../validators/bip39.ts';
import type { AnchoredDetector } from './detector.ts';
import { wordList } from './word-list.ts';

/** How far from its name a phrase of 24 numbered words goes. */
const reach = 420;
const piece = /([a-z]{3,8})(?![A-Za-z])|[^A-Za-z]{1,8}|[A-Za-z]{1,40}/gi;
const nearReach = 40;
const nameNear = /seed|mnemonic|recovery|backup|wallet|phrase|助记|恢复词|钱包|种子/i;
const lengths = [24, 21, 18, 15, 12];

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Recovery words of a wallet near a word for them: 12 to 24 words of BIP-39 with a right checksum, numbered or with commas too. */
export const recoveryPhrase: AnchoredDetector = {
  anchors: wordList(
    'seed, mnemonic, recovery, backup, wallet, phrase, secret words, ledger, trezor, metamask, 助记, 恢复词, 钱包, 种子',
  ),
  look(text, at, report) {
    // What stands near another word for it was looked at from there.
    if (nameNear.test(text.slice(Math.max(0, at - nearReach), at))) return;
    for (const run of runsIn(text, at)) {
      for (const length of lengths) {
        if (run.length < length) continue;
        // Words of the sentence before or after it may be on the list too.
        const phrase = [run.slice(-length), run.slice(0, length)].find((words) =>
          isBip39Phrase(words.map(({ text: word }) => word)),
        );
        if (phrase === undefined) continue;
        report(phrase[0]!.start, phrase.at(-1)!.end);
        return;
      }
    }
  },
};

/** Words of the list one after the other, twelve and more. */
function runsIn(text: string, at: number): Word[][] {
  const runs: Word[][] = [];
  let run: Word[] = [];
  const close = (): void => {
    if (run.length >= 12) runs.push(run);
    run = [];
  };
  for (const found of text.slice(at, at + reach).matchAll(piece)) {
    const word = found[1]?.toLowerCase();
    if (word !== undefined && isBip39Word(word)) {
      run.push({ text: word, start: at + found.index, end: at + found.index + word.length });
    } else if (/[A-Za-z]/.test(found[0]) || /\n\s*\n/.test(found[0])) close();
  }
  close();
  return runs;
}
