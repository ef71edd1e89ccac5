import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

/** What a query asks for at most, counted before it is answered. */
export interface Cost {
  /** Rate limit points. */
  readonly points: number;
  /** Nodes that all its connections may bring together. */
  readonly nodes: number;
  /** Every connection with the nodes asked for up to and including it, in the order of the query. */
  readonly connections: readonly { readonly field: FieldNode; readonly nodesSoFar: number }[];
}

interface Count {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, SelectionSetNode & { readonly on: string }>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly connections: { field: FieldNode; nodesSoFar: number }[];
  requests: number;
  nodes: number;
}

/**
 * Counts as GitHub documents it: a connection is requested once for each node of the connections around it and brings
 * `first` or `last` nodes each time; points are all requests divided by a hundred, rounded, and at least one.
 * @param document valid against the schema
 * @see https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Cost {
  const defaults = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)] as const],
  );
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION
        ? [[each.name.value, { ...each.selectionSet, on: each.typeCondition.name.value }] as const]
        : [],
    ),
  );
  const count: Count = {
    schema,
    fragments,
    variables: { ...Object.fromEntries(defaults), ...variables },
    connections: [],
    requests: 0,
    nodes: 0,
  };
  const root = schema.getRootType(operation.operation);
  if (root) countSelections(count, operation.selectionSet, root, 1);
  const { nodes, requests, connections } = count;
  return { nodes, connections, points: Math.max(1, Math.round(requests / 100)) };
}

/** @param times how often the selections are resolved, at most */
function countSelections(count: Count, set: SelectionSetNode, type: GraphQLNamedType, times: number): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      countField(count, selection, type, times);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const on = selection.typeCondition ? count.schema.getType(selection.typeCondition.name.value) : type;
      if (on) countSelections(count, selection.selectionSet, on, times);
    } else {
      const fragment = count.fragments.get(selection.name.value);
      const on = fragment && count.schema.getType(fragment.on);
      if (fragment && on) countSelections(count, fragment, on, times);
    }
  }
}

function countField(count: Count, field: FieldNode, parent: GraphQLNamedType, times: number): void {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return;
  const definition = parent.getFields()[field.name.value];
  if (definition === undefined) return;
  const type = getNamedType(definition.type);
  let inner = times;
  if (type.name.endsWith('Connection')) {
    inner = times * Math.max(0, Number(argument(count, field, 'first') ?? argument(count, field, 'last') ?? 0));
    count.requests += times;
    count.nodes += inner;
    count.connections.push({ field, nodesSoFar: count.nodes });
  } else if (parent.name === 'Query' && isListType(getNullableType(definition.type))) {
    const ids = argument(count, field, 'ids');
    inner = times * (Array.isArray(ids) ? ids.length : 1);
  }
  if (field.selectionSet && isCompositeType(type)) countSelections(count, field.selectionSet, type, inner);
}

function argument(count: Count, field: FieldNode, name: string): unknown {
  const found = field.arguments?.find((each) => each.name.value === name);
  return found === undefined ? undefined : valueFromASTUntyped(found.value, count.variables);
}
