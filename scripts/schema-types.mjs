// Generates src/state/written.generated.ts from schemas/: the shapes of the files as people write them.
// With --check it writes nothing and fails where the file is not what the schemas say.
import { readFileSync, writeFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';

const target = new URL('../src/state/written.generated.ts', import.meta.url);
const schemas = new URL('../schemas/', import.meta.url).pathname;
const kinds = ['organization', 'policy', 'roster', 'exceptions', 'users', 'team', 'repo'];

const all = {
  type: 'object',
  additionalProperties: false,
  required: kinds,
  properties: Object.fromEntries(kinds.map((kind) => [kind, { $ref: `${kind}.schema.json` }])),
};

/** `users.schema.json` becomes WrittenUsers, and `#/$defs/user` WrittenUser. */
function customName(schema, definition) {
  const name = definition ?? schema.title;
  return name && `Written${name[0].toUpperCase()}${name.slice(1)}`;
}

const generated = await compile(all, 'WrittenFiles', {
  cwd: schemas,
  customName,
  unknownAny: true,
  ignoreMinAndMaxItems: true,
  style: { singleQuote: true, printWidth: 120 },
  bannerComment: '// Generated from schemas/ by `npm run types`. Do not edit by hand.',
});

if (!process.argv.includes('--check')) {
  writeFileSync(target, generated);
} else if (readFileSync(target, 'utf8') !== generated) {
  console.error('src/state/written.generated.ts is not what schemas/ say: run `npm run types` and commit the result.');
  process.exitCode = 1;
}
