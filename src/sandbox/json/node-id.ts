/** The classic form of a GraphQL node id, `04:User1` in Base64; clients make it from a numeric id and a type. */
export function nodeId(type: string, id: number | string): string {
  return Buffer.from(`0${type.length}:${type}${id}`).toString('base64');
}
