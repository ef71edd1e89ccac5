import { execFile } from 'node:child_process';
import { connect, createServer, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type Delivery, type MailServer, openPost } from '../src/mail/post.ts';
import { refusal } from './support/real-repository.ts';
import { describeWith } from './support/services/required.ts';
import { login, type MailServer as Exim, missingMailServer, startMailServer } from './support/services/smtp.ts';
import { tappedWayTo } from './support/tapped-way.ts';

const from = { name: 'Zugänge', address: 'access@example.org' };
const letterTo = (to: string) => ({ to, subject: 'Grüße, “x”', text: 'Zeile ü\n.\n..\nFrom me\n' });

describeWith(missingMailServer)('a mail server', () => {
  let exim: Exim;
  beforeAll(async () => {
    exim = await startMailServer();
  });
  afterAll(() => exim?.stop());

  const plain = (port = exim.port): MailServer => ({ host: '127.0.0.1', port, tls: 'none', login: undefined, from });

  async function sendAll(server: MailServer, ...to: readonly string[]): Promise<readonly Delivery[]> {
    const post = await openPost(server);
    const deliveries: Delivery[] = [];
    for (const one of to) deliveries.push(await post.send(letterTo(one)));
    post.close();
    return deliveries;
  }

  it('gets each message for one recipient, in UTF-8, marked as written by a program', async () => {
    expect(await sendAll(plain(), 'alice@example.org', 'bob@example.org')).toEqual([
      { kind: 'sent' },
      { kind: 'sent' },
    ]);
    const received = await exim.received(2);
    expect(received.map(({ envelopeTo }) => envelopeTo).sort()).toEqual(['alice@example.org', 'bob@example.org']);
    for (const { subject, text, headers, returnPath, envelopeTo, protocol } of received) {
      expect({ subject, text }).toEqual({ subject: 'Grüße, “x”', text: letterTo('').text });
      expect([returnPath, protocol]).toEqual(['<access@example.org>', 'esmtp']);
      expect(headers.get('to')).toBe(envelopeTo);
      expect(headers.get('auto-submitted')).toBe('auto-generated');
      expect(headers.get('content-type')).toContain('charset=utf-8');
      expect([headers.has('cc'), headers.has('bcc')]).toEqual([false, false]);
    }
  });

  it('may refuse one recipient, for now or for good, and gets the others; its words are not repeated', async () => {
    expect(
      await sendAll(plain(), 'refused@example.org', 'carol@example.org', 'later@example.org', 'dan@example.org'),
    ).toEqual([
      { kind: 'refused', why: 'the mail server refused it (550)' },
      { kind: 'sent' },
      { kind: 'refused', why: 'the mail server refused it (451)' },
      { kind: 'sent' },
    ]);
  });

  it('may end the connection after so many messages', async () => {
    const to = Array.from({ length: 45 }, (_, index) => `many-${index}@example.org`);
    expect(await sendAll(plain(), ...to)).toEqual(to.map(() => ({ kind: 'sent' })));
  });

  it('that is not there, or is none, is said without its address', async () => {
    const dead = createServer();
    await new Promise<void>((done) => dead.listen(0, '127.0.0.1', done));
    const { port } = dead.address() as { port: number };
    await new Promise((done) => dead.close(done));
    const said = await refusal(openPost(plain(port)));
    expect(said).toMatch(
      /^MailError mail-unreachable: The mail server of ROLLCALL_SMTP_URL cannot be reached \(ECONNREFUSED\)/,
    );
    expect(said).not.toContain(String(port));
    expect(await refusal(openPost({ ...plain(1), host: 'no-such-host.invalid' }))).toMatch(
      /^MailError mail-unreachable/,
    );
  });

  it('is told nothing before TLS, and nothing at all where it is not trusted', async () => {
    const way = await tappedWayTo(exim.port);
    // Leads to this machine, and is not called so.
    const server: MailServer = { host: '0.0.0.0', port: way.port, tls: 'starttls', login, from };
    expect(await refusal(openPost(server))).toMatch(/^MailError mail-tls: No secure connection .*NODE_EXTRA_CA_CERTS/);
    expect(way.said()).toContain('STARTTLS');
    expect(way.said()).not.toMatch(/AUTH PLAIN|MAIL FROM|hunter2/);
    way.close();
  });

  it('that offers no STARTTLS is told nothing', async () => {
    const said: string[] = [];
    const server = createServer((socket) => {
      socket.write('220 old\r\n');
      socket.on('data', (data) => {
        said.push(String(data));
        socket.write(said.length === 1 ? '250 old\r\n' : '502 what?\r\n');
      });
      socket.on('error', () => undefined);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    expect(await refusal(openPost({ ...plain(port), tls: 'starttls', login }))).toMatch(/^MailError mail-tls/);
    expect(said.join('')).not.toMatch(/AUTH|MAIL/);
  });

  it.each([
    ['STARTTLS', 'starttls', () => exim.port],
    ['TLS from the first byte', 'implicit', () => exim.securePort],
  ] as const)('gets the login by %s alone, where its certificate is good', async (_, tls, port) => {
    const to = `member-${tls}@members.example`;
    const server = { host: '0.0.0.0', port: port(), tls, login, from };
    const way = await tappedWayTo(server.port);
    expect(await sentWithCa(exim.ca, { ...server, port: way.port }, to)).toBe('{"kind":"sent"}');
    expect(way.said()).not.toMatch(/hunter2|AUTH PLAIN|member-/);
    way.close();
    const protocol = async () => (await exim.received(1)).find(({ envelopeTo }) => envelopeTo === to)?.protocol;
    await expect.poll(protocol, { timeout: 20_000 }).toBe('esmtpsa');
    expect(await sentWithCa(exim.ca, { ...server, login: { ...login, pass: 'wrong' } }, to)).toMatch(
      /^mail-login: The mail server does not accept the login of ROLLCALL_SMTP_URL \(535\)/,
    );
  });

  it('that breaks off after a message leaves open whether it has it, and before one does not', async () => {
    for (const [phase, expected] of [
      ['message', 'perhaps'],
      ['MAIL FROM', 'mail-refused'],
    ] as const) {
      const way = await cutWayTo(exim.port, phase);
      const post = await openPost(plain(way.port));
      const result = await post.send(letterTo('cut@example.org')).then(
        ({ kind }) => kind,
        (error: { code: string }) => error.code,
      );
      expect(result).toBe(expected);
      way.close();
    }
  });
});

/** Sends one message in a process that trusts this CA. */
async function sentWithCa(ca: string, server: MailServer, to: string): Promise<string> {
  const program = `
    const { openPost } = await import(${JSON.stringify(import.meta.resolve('../src/mail/post.ts'))});
    const said = await openPost(${JSON.stringify(server)})
      .then((post) => post.send(${JSON.stringify(letterTo(to))}).finally(post.close))
      .then(JSON.stringify, (error) => error.code + ': ' + error.message);
    process.stdout.write(said);
  `;
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', program];
  const env = { PATH: process.env['PATH'] ?? '', NODE_EXTRA_CA_CERTS: ca };
  return (await promisify(execFile)(process.execPath, args, { env })).stdout;
}

/** A way to the server that breaks as soon as this has been said on it. */
async function cutWayTo(port: number, phase: 'message' | 'MAIL FROM'): Promise<{ port: number; close(): void }> {
  const mark = phase === 'message' ? 'From me' : phase;
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    sockets.push(near, far);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    far.pipe(near);
    near.on('data', (data) => {
      if (!data.includes(mark)) return void far.write(data);
      near.destroy();
      far.destroy();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as { port: number }).port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
