/**
 * The slug that GitHub makes of a team's name: accents dropped, lower case, every run of other characters a hyphen.
 * Underscores stay. Evidence: `My TEam Näme` is `my-team-name`, `rustup.rs` is `rustup-rs`, `Monkeys & Bananas` is
 * `monkeys-bananas`. What happens to other alphabets is not known; here they become hyphens.
 */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
