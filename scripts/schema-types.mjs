// Generates types from schemas/: the shapes of the files as people write them, and the entries of the journal.
// With --check it writes nothing and fails where a file is not what the schemas say.
import { readFileSync, writeFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';

const schemas = new URL('../schemas/', import.meta.url).pathname;
const banner = '// Generated from schemas/ by `npm run types`. Do not edit by hand.';

const generated = [
  {
    target: new URL('../src/state/written.generated.ts', import.meta.url),
    text: await typesOf(writtenFiles(), { banner, customName: writtenName }),
  },
  {
    target: new URL('../src/model/journal.generated.ts', import.meta.url),
    text: await typesOf(journal(), { banner: `${banner}\n\nimport type { Change } from './change.ts';` }),
  },
];

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

for (const { target, text } of generated) {
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text);
  } else if (readFileSync(target, 'utf8') !== text) {
    console.error(`${target.pathname} is not what schemas/ say: run \`npm run types\` and commit the result.`);
    process.exitCode = 1;
  }
}
