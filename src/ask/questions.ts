import { readSqlFolder, type SqlFile, type Statement } from '../sql.ts';
import { type FilterName, filterNames } from './filters.ts';

/** A ready question: one file of `sql/both/questions/`. */
export interface Question {
  /** The file's name, such as `top-songs`. */
  readonly name: string;
  readonly title: string;
  /** The column that a bar is drawn for. */
  readonly measure: string;
  /** How the dashboard draws it: the kind and its columns, such as `bar song plays`. */
  readonly chart: string;
  /** Rows shown unless more are asked for; undefined for all. */
  readonly limit: number | undefined;
  /** The data sets whose records its answer depends on, `logs` and perhaps `songs`. */
  readonly reads: readonly string[];
  /** Filters that it applies itself, since it looks at plays beyond them: `filtered_plays` holds those as well. */
  readonly ownFilters: readonly FilterName[];
  /** Reads `filtered_plays`, and is preceded by its CTE when it runs. */
  readonly statement: Statement;
}

/** Every ready question, by name. */
export function listQuestions(): readonly Question[] {
  return readSqlFolder('both/questions').map(toQuestion);
}

function toQuestion({ name, header, statements }: SqlFile): Question {
  const settings = new Map(header.map((line) => splitSetting(line)));
  const [statement] = statements;
  const title = settings.get('title');
  if (statement === undefined || title === undefined)
    throw new Error(`sql/both/questions/${name}.sql has no statement or no title.`);
  const limit = settings.get('limit');
  const own = settings.get('own filters')?.split(' ') ?? [];
  return {
    name,
    title,
    measure: settings.get('measure') ?? '',
    chart: settings.get('chart') ?? '',
    limit: limit === undefined ? undefined : Number(limit),
    reads: (settings.get('reads') ?? 'logs').split(' '),
    ownFilters: filterNames.filter((filter) => own.includes(filter)),
    statement,
  };
}

function splitSetting(line: string): [string, string] {
  const colon = line.indexOf(': ');
  return [line.slice(0, colon), line.slice(colon + 2)];
}
