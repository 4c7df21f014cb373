import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { listQuestions } from '../ask/questions.ts';
import { makeFolder } from '../make-folder.ts';
import type { Project } from './project.ts';

/** The files of a project that this user has not run yet. */
export interface NewFiles {
  /** Below the folder, such as `checks/no-gaps.sql`. */
  readonly files: readonly string[];
  /** The saved queries among them that replace a built-in one. */
  readonly replacing: readonly string[];
  /** From now on they are known. */
  remember(): void;
}

/** What each project folder had, by its real path: files below it. */
type Seen = Readonly<Record<string, readonly string[]>>;

/**
 * Finds the files of a project that run for the first time: they are SQL that runs with the user's rights, so the user is
 * shown them before. They are remembered for the user, and not in the folder, which others may share.
 *
 * @param environment where the user's state is: `XDG_STATE_HOME`, else below `HOME`; without both nothing is remembered
 */
export function newFilesOf(
  project: Project,
  environment: Readonly<Record<string, string | undefined>>,
): NewFiles {
  const folder = realpathSync(project.folder);
  const place = placeOf(environment);
  const seen = place === undefined ? {} : read(place);
  const all = filesOf(project);
  const files = all.filter((file) => !seen[folder]?.includes(file));
  return {
    files,
    replacing: files.filter(replacesBuiltIn),
    remember() {
      if (place !== undefined && files.length > 0) write(place, { ...seen, [folder]: all });
    },
  };
}

function replacesBuiltIn(file: string): boolean {
  return listQuestions().some(({ name }) => file === `questions/${name}.sql`);
}

function filesOf({ questions, checks, tables }: Project): readonly string[] {
  return [...questions, ...checks, ...tables].map(({ statement: { file } }) =>
    [basename(dirname(file)), basename(file)].join('/'),
  );
}

/** https://specifications.freedesktop.org/basedir-spec/latest/ */
function placeOf({ XDG_STATE_HOME, HOME }: Readonly<Record<string, string | undefined>>): string | undefined {
  const state = XDG_STATE_HOME || (HOME && join(HOME, '.local/state'));
  return state ? join(state, 'sparkify', 'project-files.json') : undefined;
}

function read(place: string): Seen {
  try {
    return JSON.parse(readFileSync(place, 'utf8')) as Seen;
  } catch {
    return {}; // the first time, or a file that something else wrote: the files are listed again
  }
}

function write(place: string, seen: Seen): void {
  try {
    makeFolder(dirname(place), 0o700);
    writeFileSync(place, `${JSON.stringify(seen, null, 2)}\n`, { mode: 0o600 });
  } catch {
    // where the home cannot be written, the files are listed each time
  }
}
