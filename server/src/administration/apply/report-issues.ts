import type { z } from 'zod';
import type { FilePath } from './file-problem.ts';

/** Takes down a problem at the place of a path. */
export type Report = (path: FilePath, message: string) => void;

/** Says zod's findings in the words of somebody who writes a file. */
export function reportIssues(error: z.ZodError, value: unknown, prefix: FilePath, report: Report): void {
  for (const issue of error.issues) {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) report([...prefix, ...path, key], 'there is no such field');
    } else {
      const isMissing = issue.code !== 'custom' && at(value, path) === undefined;
      report([...prefix, ...path], isMissing ? 'is missing' : lowerFirst(issue.message));
    }
  }
}

/** The value at a path; undefined where there is none. */
export function at(value: unknown, path: FilePath): unknown {
  let current = value;
  for (const step of path) {
    if (current === null || typeof current !== 'object') return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
