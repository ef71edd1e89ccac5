import { domainToASCII } from 'node:url';

/**
 * What may stand before the @: what every server takes without quotes. Nothing that separates addresses, names them, or
 * ends a line.
 * @see https://www.rfc-editor.org/rfc/rfc5322#section-3.2.3
 */
const local = /^(?=.{1,64}$)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;

const domain = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * One address as HR writes it, ready for a server: the domain in ASCII. Undefined for everything else: several addresses,
 * an address with a name, one without a domain, line ends.
 */
export function recipientIn(text: string): string | undefined {
  const at = text.lastIndexOf('@');
  const [before, after] = [text.slice(0, at), domainToASCII(text.slice(at + 1)).toLowerCase()];
  return at > 0 && local.test(before) && domain.test(after) && !/[\s%/]/.test(text.slice(at + 1))
    ? `${before}@${after}`
    : undefined;
}
