import { isBip39Phrase } from './bip39.ts';

/** Words that no BIP-39 list holds, and every English sentence does. */
const sentenceWords =
  /\b(?:the|and|your|should|you|for|with|that|this|are|was|has|have|not|from|but|they|his|her|our|its|been|which|when|will|would|into|than|then)\b/i;

/** A BIP-39 phrase with a right checksum, or as many words, none of them one that only sentences have. */
export function isSeedPhrase(value: string): boolean {
  const words = value.trim().toLowerCase().split(/\s+/);
  if (isBip39Phrase(words)) return true;
  return (
    words.length >= 12 && words.length <= 24 && !sentenceWords.test(value) && new Set(words).size >= words.length - 2
  );
}
