import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { RuleSet } from '../risk/rule-set.ts';
import { scanLine } from '../risk/scan-lines.ts';

const Line = z.object({ id: z.string(), text: z.string() });

export interface ScanFiles {
  /** Lines of `{"id","text"}`; further fields are ignored, blank lines skipped. */
  readonly inPath: string;
  /** One line for each line read, in order; replaced if it exists. */
  readonly outPath: string;
  readonly ruleSet: RuleSet;
}

/**
 * `tollgate scan`: finds out what the rules say about texts, without a gateway.
 *
 * @returns how many lines were scanned
 * @throws with the number of the first line that is not `{"id","text"}`
 */
export async function runScan({ inPath, outPath, ruleSet }: ScanFiles): Promise<number> {
  const out = await open(outPath, 'w');
  try {
    const lines = createInterface({ input: createReadStream(inPath), crlfDelay: Infinity });
    let number = 0;
    let scanned = 0;
    for await (const line of lines) {
      number++;
      if (line.trim() === '') continue;
      await out.write(`${JSON.stringify(scanLine(parseLine(line, number), ruleSet))}\n`);
      scanned++;
    }
    return scanned;
  } finally {
    await out.close();
  }
}

function parseLine(line: string, number: number): z.infer<typeof Line> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new Error(`line ${number} is not JSON`, { cause });
  }
  const parsed = Line.safeParse(value);
  if (!parsed.success) throw new Error(`line ${number} is not {"id","text"}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
