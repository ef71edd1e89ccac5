// Generates types from schemas/: the shapes of the files as people write them, and the entries of the journal.
// With --check it writes nothing and fails where a file is not what the schemas say.
import { readFileSync, writeFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';

const schemas = new URL('../schemas/', import.meta.url).pathname;
const banner = '// Generated from schemas/ by `npm run types`. Do not edit by hand.';

const generated = {
  'src/state/written.generated.ts': await typesOf(writtenFiles(), { banner, customName: writtenName }),
  'src/model/journal.generated.ts': await typesOf(journal(), {
    banner: `${banner}\n\nimport type { Change } from './change.ts';`,
  }),
};

/** `users.schema.json` becomes WrittenUsers, and `#/$defs/user` WrittenUser. */
function writtenName(schema, definition) {
  const name = definition ?? schema.title;
  return name && `Written${name[0].toUpperCase()}${name.slice(1)}`;
}

function writtenFiles() {
  const kinds = ['organization', 'policy', 'roster', 'exceptions', 'users', 'team', 'repo'];
  return {
    title: 'Files',
    type: 'object',
    additionalProperties: false,
    required: kinds,
    properties: Object.fromEntries(kinds.map((kind) => [kind, { $ref: `${kind}.schema.json` }])),
  };
}

/** Changes are the plan's own, and the model has a type for them. */
function journal() {
  const schema = JSON.parse(readFileSync(`${schemas}journal.schema.json`, 'utf8'));
  for (const { properties } of Object.values(schema.$defs)) {
    if (properties?.change !== undefined) properties.change = { tsType: 'Change' };
  }
  return schema;
}

function typesOf(schema, { banner, customName }) {
  return compile(schema, schema.title, {
    cwd: schemas,
    customName,
    unknownAny: true,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 120, bracketSpacing: true },
    bannerComment: banner,
  });
}

for (const [path, text] of Object.entries(generated)) {
  const target = new URL(`../${path}`, import.meta.url);
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text);
  } else if (readFileSync(target, 'utf8') !== text) {
    console.error(`${path} is not what schemas/ say: run \`npm run types\` and commit the result.`);
    process.exitCode = 1;
  }
}
