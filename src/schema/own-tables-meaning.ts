import type { TableMeaning } from './meanings.ts';

/** The record of the tables that come from a project folder. */
export const ownTablesMeaning: TableMeaning = {
  name: 'etl.own_tables',
  kind: 'books',
  meaning: 'One row for each table of a project folder, as the newest run built it.',
  columns: {
    name: { meaning: 'The table.', isKey: true },
    meaning: { meaning: 'What its file says of it.' },
    grain: { meaning: 'What a row is; the columns named are the key.' },
    definition: { meaning: 'SHA-256 of its file.' },
    run_id: { meaning: 'The run that built it.', references: 'etl.runs.run_id' },
  },
};
