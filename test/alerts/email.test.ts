// Mail servers that are slow on purpose.
import { createServer, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { mailer } from '../../server/alerts/email.ts';

let server: Server | undefined;
afterEach(() => void server?.close());

it('gives a mail up that takes too long in all, though its server says something all the while', async () => {
  const port = await dripping();
  const send = mailer({ url: `smtp://127.0.0.1:${port}`, from: 'leadflow@example.com' }, 300);
  const message = { subject: 's', text: 't', payload: { text: 't', items: [] } };
  await expect(send('ann@example.com', message)).rejects.toThrow('The mail server did not take the mail within 0.3 s.');
});

/** Greets, and answers nothing but the beginning of a line, letter by letter. */
async function dripping(): Promise<number> {
  server = createServer((socket) => {
    socket.write('220 hello\r\n250-');
    const drip = setInterval(() => socket.write('a'), 20);
    socket.on('error', () => undefined);
    socket.on('close', () => clearInterval(drip));
    setTimeout(() => socket.destroy(), 1000).unref();
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  return typeof address === 'object' && address ? address.port : 0;
}
