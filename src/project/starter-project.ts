import { join } from 'node:path';
import { writeNewFiles } from './write-new-files.ts';

/** One commented example of each kind, by its path below the folder. */
const starterFiles: Readonly<Record<string, string>> = {
  'README.md': `# Your own saved queries, checks and tables

\`questions/NAME.sql\`: \`sparkify ask NAME\`. One SELECT from \`filtered_plays\`, the plays within \`--from\`, \`--level\` and the other
filters, or from any table (\`sparkify schema\`). \`-- title:\`, \`-- chart:\`, \`-- limit:\` and
\`-- param: NAME TYPE DEFAULT\` are in its first lines.

\`checks/NAME.sql\`: runs with every \`sparkify etl\` and \`sparkify check\`. One SELECT; rows are failures, and nothing is
published. \`-- severity: warn\` reports them only.

\`tables/NAME.sql\`: a table that every \`sparkify etl\` builds from the star and from each other. \`-- grain:\` and
\`-- column NAME: meaning\` describe it.
`,
  'questions/loyal-listeners.sql': `-- title: Listeners with many plays
-- chart: bar listener plays
-- limit: 10
-- param: min_plays integer 10
select
    users.first_name || ' ' || users.last_name as listener,
    count(*) as plays
from filtered_plays
inner join users
    on users.user_id = filtered_plays.user_id
group by users.user_id, users.first_name, users.last_name
having count(*) >= $min_plays
order by plays desc, users.user_id;
`,
  'tables/plays-by-level.sql': `-- grain: one row for each level
-- column plays: Plays at this level.
-- Plays of free and of paid listeners.
select level, count(*) as plays
from songplays
group by level;
`,
  'checks/listeners-have-names.sql': `-- severity: warn
-- Every listener has a first name.
select user_id
from users
where first_name is null or first_name = '';
`,
};

/**
 * Writes a new project folder; never overwrites a file.
 *
 * @returns the paths that were written
 * @throws {UsageError} if one of the files exists, or the folder cannot be written
 */
export async function writeStarterProject(folder: string): Promise<readonly string[]> {
  return await writeNewFiles(
    Object.entries(starterFiles).map(([name, text]) => ({ path: join(folder, name), text })),
  );
}
