// The table of the README: what people would use instead, with the seconds that the bench measured.
import { markdown, secondsOfTool } from '../bench/comparison.ts';
import { ourName } from '../bench/figures.ts';

/** What each alternative leaves to its user. Sources: docs/benchmarks.md, docs/engines.md. */
const alternatives = [
  { tool: ourName, name: '`sparkify etl`', leaves: 'hosting and a schedule ([examples](examples))' },
  {
    tool: 'the scripts of the course',
    name: 'the scripts of the course',
    leaves: 'changed files, bad records, checks; a second run adds every play again',
  },
  {
    tool: 'dbt-duckdb',
    name: 'dbt-duckdb',
    leaves: 'which files are new, bad records, one transaction for all tables',
  },
  {
    tool: 'dlt and dbt',
    name: 'dlt and dbt',
    leaves: 'changed and removed files, bad records, one transaction for all tables',
  },
  {
    name: 'AWS Glue, or COPY JOB (auto-copy)',
    leaves: 'the star, checks, changed and removed files; needs an AWS account',
  },
];

/** Rows: tools. Columns: the seconds of each load, and what the tool leaves to its user. */
export function readmeComparison(figures) {
  const rows = alternatives.map(({ tool, name, leaves }) => {
    const seconds =
      tool === undefined
        ? figures.loads.map(() => 'not measured')
        : secondsOfTool(figures, tool).map((text) => text || 'not measured');
    return [name, ...seconds, leaves];
  });
  return markdown(['', ...figures.loads.map(({ name }) => name), 'leaves to you'], rows);
}
