import { readSqlFolder, type SqlFile, type Statement, settingsIn, splitSetting } from '../sql.ts';
import { type FilterName, filterNames } from './filters.ts';
import type { AskedGrain } from './grain.ts';
import type { QuestionParameter } from './parameters.ts';

/** A saved query: one file of `sql/questions/`, or of the folder `questions/` of a project. */
export interface Question {
  /** The file's name, such as `top-songs`. */
  readonly name: string;
  readonly title: string;
  /** How the dashboard draws it: the kind, the column along which, and the one that it measures, such as `bar song plays`. */
  readonly chart: string;
  /** The column that a bar is drawn for: what the chart measures; empty if it names none. */
  readonly measure: string;
  /** The page of the dashboard that shows it; undefined for one that has a place of its own. */
  readonly page?: string | undefined;
  /** Rows shown unless more are asked for; undefined for all. */
  readonly limit: number | undefined;
  /** The data sets whose records its answer depends on, `logs` and perhaps `songs`. */
  readonly reads: readonly string[];
  /** Filters that it applies itself, since it looks at plays beyond them: `filtered_plays` holds those as well. */
  readonly ownFilters: readonly FilterName[];
  /** A name that it also has, with another grain. */
  readonly alias?: { readonly name: string; readonly grain: AskedGrain } | undefined;
  /** The values that it takes besides the filters. */
  readonly parameters: readonly QuestionParameter[];
  /** How long its periods are unless another grain is asked for; undefined for one that is not over time. */
  readonly grain?: AskedGrain | undefined;
  /** The filter that `ask NAME VALUE` sets: what the question is about. */
  readonly of?: FilterName | undefined;
  /** Whether a user wrote it. */
  readonly isOwn: boolean;
  /** Reads `filtered_plays`, and is preceded by its CTE when it runs. */
  readonly statement: Statement;
}

/** The settings that the header of a question may have. */
export const questionSettings = [
  'title',
  'chart',
  'limit',
  'reads',
  'own filters',
  'page',
  'param',
  'of',
  'grain',
] as const;

let builtIn: readonly Question[] | undefined;

/**
 * Every saved query, by name.
 *
 * @param own those of a project; one that has the name of a built-in question replaces it
 */
export function listQuestions(own: readonly Question[] = []): readonly Question[] {
  builtIn ??= inOrder(readSqlFolder('questions').map((file) => toQuestion(file)));
  if (own.length === 0) return builtIn;
  return inOrder([...new Map([...builtIn, ...own].map((question) => [question.name, question])).values()]);
}

function inOrder(questions: readonly Question[]): readonly Question[] {
  return questions.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** A question from its file; of a user's, what the header says was checked before. */
export function toQuestion({ name, header, statements }: SqlFile, isOwn = false): Question {
  const settings = settingsIn(header);
  const [statement] = statements;
  const title = settings.get('title');
  if (statement === undefined || title === undefined)
    throw new Error(`sql/questions/${name}.sql has no statement or no title.`);
  const limit = settings.get('limit');
  const chart = settings.get('chart') ?? '';
  const [, along = '', measure = along] = chart.split(/\s+/);
  const own = settings.get('own filters')?.split(/\s+/) ?? [];
  return {
    name,
    title,
    chart,
    measure,
    page: settings.get('page'),
    grain: settings.get('grain') as AskedGrain | undefined,
    alias: toAlias(settings.get('alias')),
    of: filterNames.find((filter) => filter === settings.get('of')),
    limit: limit === undefined ? undefined : Number(limit),
    reads: (settings.get('reads') ?? 'logs').split(/\s+/),
    ownFilters: filterNames.filter((filter) => own.includes(filter)),
    parameters: header
      .map(splitSetting)
      .flatMap(([key, value]) => (key === 'param' ? toParameter(value) : [])),
    isOwn,
    statement,
  };
}

function toAlias(text: string | undefined): Question['alias'] {
  const [name, grain] = text?.split(' ') ?? [];
  return name === undefined ? undefined : { name, grain: grain as AskedGrain };
}

function toParameter(text: string): QuestionParameter {
  const [name = '', type = '', ...words] = text.split(/\s+/);
  return { name, type: type as QuestionParameter['type'], default: words.join(' ') };
}
