import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import type { Context } from 'hono';
import type { Env } from '../app.ts';
import { refusal } from '../http/answers.ts';
import { type Body, bodyOf, isObject } from '../http/body.ts';
import type { Account } from '../world/world.ts';
import { primaryState, type Usage, usageOf } from '../middleware/usage.ts';
import type { Sandbox } from '../sandbox.ts';
import { iso } from '../world/clock.ts';
import { type Asked, isPrivileged, type RateLimit } from './asked.ts';
import { type Cost, costOf } from './cost.ts';
import { formatError } from './errors.ts';
import { attachResolvers } from './resolvers.ts';
import { sandboxSchema } from './schema.ts';

/**
 * GraphQL at `/graphql`. Whatever is wrong with a query, the status is 200 and `errors` says what.
 */
export function graphqlHandler({ usage }: Sandbox): (c: Context<Env>) => Promise<Response> {
  const schema = attachResolvers(sandboxSchema());
  return async (c) => {
    const query = readQuery(schema, await bodyOf(c));
    if (!('errors' in query)) return c.json(await answer(schema, query, c, usage));
    c.var.note.missing = query.lacks;
    return c.json({ errors: query.errors.map(formatError) });
  };
}

function viewerOf(c: Context<Env>): Account {
  const { actor } = c.var;
  if (actor.kind === 'user' || actor.kind === 'installation') return actor.account;
  throw refusal(401, 'This endpoint requires you to be authenticated.');
}

async function answer(schema: GraphQLSchema, query: Query, c: Context<Env>, usage: Usage): Promise<object> {
  const { document, operation, variables } = query;
  const { world } = c.var;
  const viewer = viewerOf(c);
  const cost = costOf(schema, document, operation, variables);
  c.var.note.points = cost.points;
  const tooMany = nodeLimitError(cost);
  if (tooMany) return { errors: [tooMany] };
  const contextValue: Asked = {
    world,
    viewer,
    privileged: isPrivileged(world, viewer),
    cost,
    rateLimit: rateLimitOf(c, usage, cost.points),
    beyondLimit: fieldsBeyond(cost, world.limits.graphqlNodes),
  };
  const operationName = operation.name?.value;
  return resultJson(await execute({ schema, document, variableValues: variables, operationName, contextValue }));
}

/** What is left once this request is charged, which happens after the answer. */
function rateLimitOf(c: Context<Env>, usage: Usage, points: number): RateLimit {
  const { actor, world } = c.var;
  const { limit, used, reset } = primaryState(world, usageOf(usage, actor), actor, 'graphql');
  const spent = world.limits.primary === null ? 0 : Math.min(limit, used + points);
  return { limit, used: spent, remaining: limit - spent, resetAt: iso(reset * 1000) };
}

const fail = (message: string) => ({ errors: [new GraphQLError(message)], lacks: false });

interface Query {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** @returns `lacks` where the query may be right, and asks for what GitHub has and the sandbox lacks */
function readQuery(schema: GraphQLSchema, body: Body): Query | { errors: readonly GraphQLError[]; lacks: boolean } {
  const { query, variables, operationName } = body;
  if (typeof query !== 'string') return fail('A query attribute must be specified and must be a string.');
  try {
    const document = parse(query, { maxTokens: 100_000 });
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors: errors.map(namingTheSandbox), lacks: errors.some(isLack) };
    const operation = getOperationAST(document, typeof operationName === 'string' ? operationName : null);
    if (!operation) return fail(`No operation named "${String(operationName)}"`);
    if (!schema.getRootType(operation.operation)) return { ...fail('The sandbox answers no mutations.'), lacks: true };
    return { document, operation, variables: isObject(variables) ? variables : {} };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error], lacks: false };
    throw error;
  }
}

const lack = /^(Cannot query field|Unknown (type|argument)|Schema is not configured|Value .* does not exist in)/;

const isLack = (error: GraphQLError) => lack.test(error.message);

/** What stands in GitHub's schema may be missing here, and the reader must not look for the fault in the query. */
function namingTheSandbox(error: GraphQLError): GraphQLError {
  if (!isLack(error)) return error;
  const message = `${error.message} (The sandbox answers only a part of GitHub's GraphQL schema.)`;
  return new GraphQLError(message, { nodes: error.nodes ?? null });
}

/** @see https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#node-limit */
const mostNodes = 500_000;

function nodeLimitError({ nodes }: Cost): object | undefined {
  if (nodes <= mostNodes) return undefined;
  const [asked, most] = [nodes.toLocaleString('en-US'), mostNodes.toLocaleString('en-US')];
  const message = `This query requests up to ${asked} possible nodes which exceeds the maximum limit of ${most}.`;
  return { type: 'MAX_NODE_LIMIT_EXCEEDED', message };
}

/**
 * GitHub's resource limit shows in the middle of an answer: what came before stands, what is beyond is null.
 * @see https://github.blog/changelog/2025-09-01-graphql-api-resource-limits
 */
function fieldsBeyond({ connections }: Cost, limit: number | null): Asked['beyondLimit'] {
  const beyond = connections.filter(({ nodesSoFar }) => limit !== null && nodesSoFar > limit);
  return new Set(beyond.map(({ field }) => field));
}

function resultJson({ data, errors }: ExecutionResult): object {
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors.map(formatError) }),
  };
}
