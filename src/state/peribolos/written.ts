/** One word of a file and where it stands. */
export interface Word extends Place {
  readonly text: string;
  /** What stands behind it on its line, without the `#`; empty where nothing does. */
  readonly comment: string;
}

export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/**
 * What Peribolos files say, as authored, joined over all files. The format is the Go types of Prow's package
 * `config/org`: https://docs.prow.k8s.io/docs/components/cli-tools/peribolos/
 */
export interface WrittenOrganization {
  readonly admins: readonly Word[];
  readonly members: readonly Word[];
  readonly basePermission: Word | undefined;
  readonly teams: readonly WrittenTeam[];
  readonly repos: readonly WrittenRepo[];
}

export interface WrittenTeam {
  readonly name: Word;
  readonly description: Word | undefined;
  readonly privacy: Word | undefined;
  readonly maintainers: readonly Word[];
  readonly members: readonly Word[];
  readonly previously: readonly Word[];
  readonly repos: readonly WrittenGrant[];
  readonly children: readonly WrittenTeam[];
}

/** `NAME: ROLE`, under a team (the name of a repository) or under a repository (a login). */
export interface WrittenGrant {
  readonly name: Word;
  readonly role: Word;
}

export interface WrittenRepo {
  readonly name: Word;
  readonly previously: readonly Word[];
  readonly collaborators: readonly WrittenGrant[];
}
