import { connect, createServer, type AddressInfo } from 'node:net';

/** A way to a server on loopback that lets everything through, and listens. */
export interface TappedWay {
  readonly port: number;
  /** All that was said to the server. */
  said(): string;
  close(): void;
}

/** @param heard is told how many bytes the server has answered so far */
export async function tappedWayTo(port: number, heard: (bytes: number) => void = () => undefined): Promise<TappedWay> {
  const said: Buffer[] = [];
  let answered = 0;
  const way = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    client.on('data', (chunk) => said.push(chunk)).on('error', () => undefined);
    server.on('data', (chunk) => heard((answered += chunk.length))).on('error', () => undefined);
    client.pipe(server).pipe(client);
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  });
  await new Promise<void>((done) => way.listen(0, '127.0.0.1', done));
  return {
    port: (way.address() as AddressInfo).port,
    said: () => Buffer.concat(said).toString('latin1'),
    close: () => way.close(),
  };
}
