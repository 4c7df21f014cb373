import { useEffect, useState } from 'preact/hooks';

/** A statement that was run on the SQL page. */
export interface PastStatement {
  readonly sql: string;
  /** When it was run last, as milliseconds since 1970. */
  readonly at: number;
}

export interface SqlHistory {
  /** The newest first; each statement once. */
  readonly statements: readonly PastStatement[];
  add(sql: string): void;
  clear(): void;
}

const key = 'sparkify-sql-history';
const mostStatements = 100;
/** Browsers keep a few million characters an address at most. */
const mostCharacters = 500_000;

/** The statements that were run in this browser; it keeps them, and no server gets to see them. */
export function useSqlHistory(): SqlHistory {
  const [statements, setStatements] = useState(stored);
  useEffect(() => {
    const readAgain = (event: StorageEvent) => event.key === key && setStatements(stored());
    window.addEventListener('storage', readAgain); // another tab ran or cleared something
    return () => window.removeEventListener('storage', readAgain);
  }, []);
  const keep = (next: readonly PastStatement[]) => {
    setStatements(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing shows them until the page is left.
    }
  };
  return {
    statements,
    add: (sql) => keep(withNewest(sql, statements)),
    clear: () => keep([]),
  };
}

function withNewest(sql: string, statements: readonly PastStatement[]): readonly PastStatement[] {
  const newest = sql.trim();
  if (newest === '') return statements;
  const others = statements.filter((past) => past.sql !== newest);
  let characters = 0;
  return [{ sql: newest, at: Date.now() }, ...others].slice(0, mostStatements).filter((past) => {
    characters += past.sql.length;
    return characters <= mostCharacters;
  });
}

/** Another program of this address may have written anything. */
function stored(): readonly PastStatement[] {
  try {
    const past: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(past) ? past.filter(isPastStatement) : [];
  } catch {
    return [];
  }
}

function isPastStatement(value: unknown): value is PastStatement {
  if (typeof value !== 'object' || value === null || !('sql' in value) || !('at' in value)) return false;
  return typeof value.sql === 'string' && typeof value.at === 'number';
}
