/** Scripts that are written without spaces between words. */
const unspaced = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ーｰ々〆';
const runs = new RegExp(`[${unspaced}]+|(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');
const isUnspaced = new RegExp(`^[${unspaced}]`, 'u');
const beyondAscii = /[^\u0000-\u007f]/;
const asciiRuns = /[a-z0-9]+/g;
/** White space that is not one blank: most of it is, and to write each anew takes three times as long as all the rest. */
const wideBlanks = /[^\S ]\s*| \s+/g;

/** A text in the form in which texts are compared: NFKC, lower case, each run of white space one blank. */
export function normalText(text: string): string {
  return composed(text).toLowerCase().replace(wideBlanks, ' ').trim();
}

/** NFKC leaves ASCII as it is (Unicode Standard Annex 15); most texts are nothing else. */
function composed(text: string): string {
  return beyondAscii.test(text) ? text.normalize('NFKC') : text;
}

/**
 * The words of a normal text: runs of letters and digits; where a script has no spaces, each pair of neighbours
 * (a single character is a word of its own).
 */
export function wordsOf(normal: string): Iterable<string> {
  return beyondAscii.test(normal) ? wordsOfAnyScript(normal) : (normal.match(asciiRuns) ?? []);
}

function* wordsOfAnyScript(normal: string): Generator<string> {
  for (const [run] of normal.matchAll(runs)) {
    if (!isUnspaced.test(run)) {
      yield run;
      continue;
    }
    const characters = Array.from(run);
    if (characters.length === 1) yield run;
    for (let at = 1; at < characters.length; at++) yield `${characters[at - 1]}${characters[at]}`;
  }
}
