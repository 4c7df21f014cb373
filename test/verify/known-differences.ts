/** The points that the stand-in and the fake AWS are known not to imitate, each with the reason. `cluster verify` finds these, and no others. */
export const knownDifferences: Readonly<Record<string, string>> = {
  'blanks-distinct': 'PostgreSQL compares trailing blanks in DISTINCT; only the operators are replaced',
  'blanks-group-by': 'the same in GROUP BY',
  'reader-beside-run': 'PGlite is one backend: a transaction keeps all other sessions waiting',
  'lock-timeout': 'a session waits for its turn before the server sees its statement_timeout',
  'two-runs-serializable': 'PGlite has one database',
  'serialization-failure': 'PGlite has one database',
  'owner-login': 'all users of the stand-in are one user of PGlite',
  'identity-login': 'all users of the stand-in are one user of PGlite',
  'identity-privileges': 'all users of the stand-in are one user of PGlite, which may do anything',
  'data-api-identity': 'all users of the stand-in are one user of PGlite',
  'sha256-password': 'the stand-in has a fixed list of users and passwords',
  certificate: 'the certificate of the stand-in is signed by an authority of its own',
};

/** The same of points that only a cluster of nodes has. */
export const knownDifferencesOfNodes: Readonly<Record<string, string>> = {
  ...knownDifferences,
  'isolation-level': 'PGlite has no STV_DB_ISOLATION_LEVEL',
};
