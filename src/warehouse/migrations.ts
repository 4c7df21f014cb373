import { readSql, type Statement, sqlFileNames } from '../sql.ts';
import type { Engine } from './warehouse.ts';

/** What changes the tables of one version into those of the next. */
export interface Migration {
  /** The version of the tables that it makes. */
  readonly version: number;
  /** The file's name without number and ending, such as `wide-ids`. */
  readonly name: string;
  /** The tables that it replaces by new ones: those lose what belongs to a table and not to its rows. */
  readonly replaces: readonly string[];
  /** They may name `$now`, the time of the run in epoch milliseconds. */
  readonly statements: readonly Statement[];
}

const fileName = /^(\d{4})-([a-z-]+)(?:\.(duckdb|redshift))?\.sql$/;

/**
 * The migrations of an engine, by version. A migration is the files of `sql/migrations/` with its number: the statements
 * of the engine first, then those for both.
 */
export function listMigrations(engine: Engine): readonly Migration[] {
  const migrations = new Map<number, Migration>();
  for (const { version, name, file } of migrationFiles(engine)) {
    const { header, statements } = readSql(`migrations/${file}`);
    const before = migrations.get(version);
    migrations.set(version, {
      version,
      name,
      replaces: [...(before?.replaces ?? []), ...header.flatMap(replacedBy)],
      statements: [...(before?.statements ?? []), ...statements],
    });
  }
  return [...migrations.values()];
}

/** The version of the tables that this program makes and works on. */
export function currentVersion(): number {
  return Math.max(...sqlFileNames('migrations').map((name) => Number(fileName.exec(name)?.[1] ?? 0)));
}

function migrationFiles(wanted: Engine) {
  return sqlFileNames('migrations')
    .flatMap((file) => {
      const [, version, name = '', engine] = fileName.exec(file) ?? [];
      return version === undefined ? [] : [{ version: Number(version), name, engine, file }];
    })
    .filter(({ engine }) => engine === undefined || engine === wanted)
    .sort((a, b) => a.version - b.version || Number(a.engine === undefined) - Number(b.engine === undefined));
}

function replacedBy(headerLine: string): readonly string[] {
  return /^Replaces: (.*)\.$/.exec(headerLine)?.[1]?.split(', ') ?? [];
}
