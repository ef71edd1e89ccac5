import { WriteError } from '../../model/errors.ts';
import type { GitHubClient } from './client.ts';
import { type Answer, createExchange, type Exchange } from './exchange.ts';
import { isHeadUnknown, pullHint, pullVerdict } from './pull-verdict.ts';
import type { Repository } from './read-reviews.ts';
import type { WriteRequest } from './request-of.ts';
import { type Failure, writeFailure } from './write-failure.ts';

/** Sends what changes pull requests of one repository, and says what became of it. */
export interface Deeds {
  /**
   * @param what for people, such as `opening a pull request`
   * @throws WriteError
   */
  send(what: string, request: WriteRequest): Promise<Answer>;
  /**
   * The same, where a refusal may be an answer.
   * @param onRefusal what the refusal means, or undefined where it is a failure all the same
   */
  sendOr<Otherwise>(
    what: string,
    request: WriteRequest,
    onRefusal: (error: unknown) => Otherwise | undefined,
  ): Promise<Answer | Otherwise>;
}

export function deedsOn(client: GitHubClient, repository: Repository): Deeds {
  const sendOr: Deeds['sendOr'] = async (what, request, onRefusal) => {
    const exchange = createExchange(client);
    try {
      return made(what, request, await exchange.send(request, isHeadUnknown), exchange);
    } catch (error) {
      const otherwise = exchange.isInDoubt() ? undefined : onRefusal(error);
      if (otherwise !== undefined) return otherwise;
      throw writeFailure(error, failureOf(what, exchange, repository), client);
    }
  };
  return { sendOr, send: (what, request) => sendOr<never>(what, request, () => undefined) };
}

function failureOf(what: string, exchange: Exchange, repository: Repository): Failure {
  return {
    what,
    sent: exchange.sent(),
    isInDoubt: exchange.isInDoubt(),
    verdictOn: (answer) => pullVerdict(answer, repository),
    hint: (answer) => pullHint(answer, repository),
  };
}

/** A redirect turns a POST into a GET, whose 200 would be taken for success. */
function made(what: string, { route }: WriteRequest, answer: Answer, exchange: Exchange): Answer {
  if (!route.startsWith('POST ') || answer.status === 201) return answer;
  const text = `${what}: GitHub answered ${answer.status} where something should have been made. Was the repository renamed or moved?`;
  throw new WriteError('not-made', text, answer.status, { sent: exchange.sent() });
}
