import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';

/** GitHub's description of its REST answers, for tests. */
export interface Description {
  /** What is wrong with an answer, or nothing. @param path as the description writes it, such as `/orgs/{org}` */
  readonly problems: (method: string, path: string, status: number, body: unknown) => string[];
}

type Responses = Readonly<Record<string, { content?: Readonly<Record<string, object>>; $ref?: string }>>;

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { responses: Responses }>>>>;
}

/** @param name of the generated file: `api.github.com` or `ghec` */
export function githubDescription(name: 'api.github.com' | 'ghec'): Description {
  const file = createRequire(import.meta.url).resolve(`@octokit/openapi/generated/${name}.json`);
  const document = JSON.parse(readFileSync(file, 'utf8'), nullAsType) as OpenApi;
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/);
  ajv.addFormat('uri', /^[a-z][a-z+.-]*:[^\s]+$/i);
  for (const format of ['int64', 'email', 'hostname', 'timestamp', 'repo.nwo', 'date', 'ssh-rsa'])
    ajv.addFormat(format, true);
  ajv.addSchema(document, 'github');
  const known = new Map<string, ValidateFunction>();
  return {
    problems: (method, path, status, body) => {
      const pointer = pointerTo(document, method, path, status);
      if (pointer === undefined) return [`GitHub's description has no ${status} for ${method} ${path}`];
      if (pointer === '') return body === undefined ? [] : ['an answer without content was due'];
      const validate = known.get(pointer) ?? ajv.compile({ $ref: `github#${pointer}` });
      known.set(pointer, validate);
      if (validate(body)) return [];
      return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
    },
  };
}

/** OpenAPI 3.0 writes `nullable` beside a schema, JSON Schema writes null as one more type. */
function nullAsType(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('nullable' in value) || value.nullable !== true) return value;
  const { nullable: _nullable, ...schema } = value;
  return { anyOf: [schema, { type: 'null' }] };
}

/** JSON pointer to the schema; empty where the answer has no content; undefined where the answer is not described. */
function pointerTo(document: OpenApi, method: string, path: string, status: number): string | undefined {
  const response = document.paths[path]?.[method.toLowerCase()]?.responses[String(status)];
  if (response === undefined) return undefined;
  const own = `/paths/${escaped(path)}/${method.toLowerCase()}/responses/${status}`;
  const pointer = response.$ref?.slice(1) ?? own;
  if (response.$ref === undefined && response.content === undefined) return '';
  return `${pointer}/content/application~1json/schema`;
}

function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
