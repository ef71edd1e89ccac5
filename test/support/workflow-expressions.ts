/** What an expression may ask for: `github.event_name` is `contexts.github.event_name`. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How the job stands, for `success()` and its kind. */
export type Status = 'success' | 'failure' | 'cancelled';

/**
 * The few expressions of GitHub Actions that our workflows use: names, quoted text, comparisons, `!`, `&&`, `||` and the
 * status of the job. Whatever it does not know is an error, so that a workflow says nothing that was never tried.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
export function evaluate(expression: string, contexts: Contexts, status: Status): unknown {
  const tokens = expression.match(/'(?:[^']|'')*'|[\w.-]+|[=!]=|&&|\|\||[!()]|\S/g) ?? [];
  const value = or();
  if (tokens.length > 0) throw new Error(`not understood: ${tokens.join(' ')} in ${expression}`);
  return value;

  function takes(token: string): boolean {
    if (tokens[0] !== token) return false;
    tokens.shift();
    return true;
  }
  function or(): unknown {
    let left = and();
    while (takes('||')) {
      const right = and();
      left = isTrue(left) ? left : right;
    }
    return left;
  }
  function and(): unknown {
    let left = comparison();
    while (takes('&&')) {
      const right = comparison();
      left = isTrue(left) ? right : left;
    }
    return left;
  }
  function comparison(): unknown {
    const left = unary();
    if (takes('==')) return areEqual(left, unary());
    if (takes('!=')) return !areEqual(left, unary());
    return left;
  }
  function unary(): unknown {
    return takes('!') ? !isTrue(unary()) : primary();
  }
  function primary(): unknown {
    const token = tokens.shift() ?? '';
    if (/^'.*'$/s.test(token)) return token.slice(1, -1).replaceAll("''", "'");
    if (tokens[0] === '(' && tokens[1] === ')') {
      tokens.splice(0, 2);
      return statusFunction(token, status);
    }
    return lookUp(token, contexts);
  }
}

/** The text with the value of each expression in it. */
export function filledIn(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, inside: string) => asText(evaluate(inside, contexts, 'success')));
}

/** Whether a step runs: one that does not ask how the job stands runs only while nothing has failed. */
export function holds(condition: string | undefined, contexts: Contexts, status: Status): boolean {
  const inside = (condition ?? '').replace(/^\$\{\{(.*)\}\}$/s, '$1').trim();
  const asks = /\b(success|failure|cancelled|always)\(\)/.test(inside);
  return (asks || status === 'success') && (inside === '' || isTrue(evaluate(inside, contexts, status)));
}

function statusFunction(name: string, status: Status): boolean {
  if (name === 'always') return true;
  if (name === 'success' || name === 'failure' || name === 'cancelled') return status === name;
  throw new Error(`no such function: ${name}`);
}

function lookUp(name: string, contexts: Contexts): unknown {
  const [, step, output = ''] = /^(steps\.[\w-]+)\.outputs\.([\w-]+)$/.exec(name) ?? [];
  // What a step did not put out is empty; a step that is not there is a mistake.
  if (step !== undefined) return (lookUp(`${step}.outputs`, contexts) as Contexts)[output] ?? '';
  return name.split('.').reduce<unknown>((place, key) => {
    if (typeof place === 'object' && place !== null && key in place) return (place as Contexts)[key];
    throw new Error(`unknown to the test: ${name}`);
  }, contexts);
}

/** Case counts for nothing in text. */
function areEqual(one: unknown, other: unknown): boolean {
  const folded = [one, other].map((value) => (typeof value === 'string' ? value.toLowerCase() : value));
  return folded[0] === folded[1];
}

function isTrue(value: unknown): boolean {
  return value !== '' && value !== false && value !== null && value !== undefined && value !== 0;
}

function asText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error('only text, numbers and truth values are put into a workflow');
}
