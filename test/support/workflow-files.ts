import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** A workflow file, as far as ours use the language. */
export interface Workflow {
  readonly text: string;
  readonly on: Readonly<Record<string, unknown>> & { readonly workflow_call?: WorkflowCall };
  readonly permissions?: Permissions;
  readonly defaults?: { readonly run?: { readonly shell?: string } };
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface WorkflowCall {
  readonly inputs: Readonly<Record<string, { readonly type: string; readonly default: string | boolean }>>;
  readonly secrets: Readonly<Record<string, { readonly required: boolean }>>;
}

type Permissions = Readonly<Record<string, 'read' | 'write'>>;

export interface Job {
  readonly permissions?: Permissions;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly 'timeout-minutes'?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

const folder = new URL('../../.github/workflows/', import.meta.url);

export const workflowNames = readdirSync(fileURLToPath(folder)).sort();

export function workflow(file: string): Workflow {
  const text = readFileSync(new URL(file, folder), 'utf8');
  return { ...(parse(text) as Omit<Workflow, 'text'>), text };
}

/** Every expression in a value, however deep, without its braces. */
export function expressionsIn(value: unknown): readonly string[] {
  if (typeof value === 'string')
    return [...value.matchAll(/\$\{\{(.*?)\}\}/gs)].map(([, inside = '']) => inside.trim());
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(expressionsIn);
}
