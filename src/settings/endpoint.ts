/** What an endpoint consists of. */
export interface Endpoint {
  readonly host: string;
  readonly port?: string;
  readonly database?: string;
  readonly user?: string;
  readonly password?: string;
}

/**
 * Takes apart what the console, JDBC and SQLAlchemy show as an endpoint: `host:port/database`,
 * `jdbc:redshift://host:port/database;ssl=true`, `redshift+psycopg2://user:password@host:port/database`.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/jdbc20-obtain-url.html
 */
export function readEndpoint(text: string): Endpoint {
  const match = pattern.exec(text.trim());
  const { host, port, database, user, password } = match?.groups ?? {};
  if (host === undefined) return { host: text.trim() };
  return {
    host,
    ...(port && { port }),
    ...(database && { database }),
    ...(user && { user: decoded(user) }),
    ...(password && { password: decoded(password) }),
  };
}

const pattern =
  /^(?:jdbc:)?(?:(?:redshift|postgres|postgresql)(?:\+\w+|:iam)?:\/\/|https?:\/\/)?(?:(?<user>[^:@/\s]+)(?::(?<password>[^@\s]*))?@)?(?<host>\[[\da-f:]+\]|[^:/@\s?;[\]]+)(?::(?<port>\d+))?(?:\/(?<database>[^/\s?;]*))?(?:[?;].*)?$/i;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign: it was not encoded
  }
}
