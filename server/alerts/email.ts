// Sends alerts by e-mail, through the mail server of the settings.
import type { Transporter } from 'nodemailer';
import type { AlertMessage } from './message.ts';

/** How long a mail server may be silent before a try is given up, milliseconds. */
const SILENCE_MS = 15_000;
/** How long a mail may take in all, milliseconds: one that says a little now and then must not keep the other alerts waiting. */
const TOTAL_MS = 20_000;

/** Sends a message to one address; rejects with what the mail server said. */
export type SendEmail = (to: string, message: AlertMessage) => Promise<void>;

/** Makes the way to a mail server; `url` is smtp:// or smtps://, with user and password where it asks for them. */
export function mailer({ url, from }: { url: string; from: string }, totalMs = TOTAL_MS): SendEmail {
  const timeouts = { connectionTimeout: SILENCE_MS, greetingTimeout: SILENCE_MS, socketTimeout: SILENCE_MS };
  let made: Promise<Transporter> | undefined;
  return async (to, { subject, text }) => {
    // Loaded with the first mail: few servers send any, and it is 2 MB of a server that does nothing.
    made ??= import('nodemailer').then((mail) => mail.createTransport({ url, ...timeouts, dnsTimeout: SILENCE_MS }));
    const transport = await made;
    // Automatic, so that holiday notices do not answer it (RFC 3834).
    const headers = { 'Auto-Submitted': 'auto-generated' };
    const sending = transport.sendMail({ from, to: { name: '', address: to }, subject, text: `${text}\n`, headers });
    await inTime(sending, totalMs);
  };
}

async function inTime(sending: Promise<unknown>, ms: number): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`The mail server did not take the mail within ${ms / 1000} s.`)), ms);
  try {
    await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
}
