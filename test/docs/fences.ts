import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../cli/sparkify.ts';

/** A fenced block of a document. */
export interface Fence {
  readonly file: string;
  readonly line: number;
  /** What follows the opening fence, such as `sh aws`. */
  readonly info: string;
  readonly text: string;
}

/** Every document for people, by its path from the root. */
export const documents: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** What a fence may be: to be run, or named as something else. */
export const kinds = {
  run: ['sh'],
  /** Needs an account of AWS. */
  aws: ['sh aws'],
  /** In a clone: `.ci/run` runs these. */
  clone: ['sh clone'],
  other: 'text ts json ini yaml python crontab dockerfile sql'.split(' '),
};

export function fencesOf(file: string): readonly Fence[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(({ 1: info = '', 2: inner = '', index }) => ({
    file,
    line: text.slice(0, index).split('\n').length,
    info,
    text: inner,
  }));
}
