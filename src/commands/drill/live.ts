import type { LiveState } from '../stage/web-page.ts';

/** What is not as it was, one line each: nobody and nothing is compared by count. */
export function differences(before: LiveState, after: LiveState): readonly string[] {
  const [was, is] = [holdingsIn(before), holdingsIn(after)];
  return [
    ...[...was].flatMap(([what, level]) => {
      const now = is.get(what);
      if (now === level) return [];
      return now === undefined ? `${what}: ${level} is missing` : `${what}: ${level} is ${now} now`;
    }),
    ...[...is].flatMap(([what, level]) => (was.has(what) ? [] : `${what}: ${level} was not there`)),
  ];
}

function holdingsIn({ members, teams, repos }: LiveState): ReadonlyMap<string, string> {
  return new Map([
    ...Object.entries(members).map(([login, { role }]) => [login, role] as const),
    ...Object.entries(teams).flatMap(([slug, team]) => [
      [`team ${slug}`, 'there'] as const,
      ...Object.entries(team.members).map(([login, role]) => [`${login} in ${slug}`, role] as const),
      ...Object.entries(team.repos).map(([repo, role]) => [`${slug} on ${repo}`, role] as const),
    ]),
    ...Object.entries(repos).flatMap(([repo, { collaborators }]) =>
      Object.entries(collaborators).map(([login, role]) => [`${login} on ${repo}`, role] as const),
    ),
  ]);
}
