/** A private database server, on loopback and with passwords; its user may do everything. */
export interface DatabaseServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly pid: number;
  /** Path of a socket's folder or of the socket itself, as the URL's parameter has it. */
  readonly socket: string;
  /** Runs statements, several at once, as that user. */
  run(statements: string): Promise<void>;
  stop(): Promise<void>;
}

/** The URL of the server for its user, or with other parts. */
export function urlOf(protocol: string, server: DatabaseServer, other: Partial<DatabaseServer> = {}): string {
  const { host, port, user, password, database } = { ...server, ...other };
  return `${protocol}://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
}
