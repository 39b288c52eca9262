// A simulated SOAP service that takes leads: versions 1.1 and 1.2, user tokens, faults, and refusals inside a good answer.
import { createHash } from 'node:crypto';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Reply } from './reply.ts';
import type { Call } from './request.ts';
import type { System } from './system.ts';

/** Who may call, by WS-Security user token. */
export const SOAP_USER = { name: 'leadflow', password: 'swordfish' };
/** Namespace of its operations. */
export const SOAP_NAMESPACE = 'http://leads.example/service';

const ENVELOPES = {
  'http://schemas.xmlsoap.org/soap/envelope/': '1.1',
  'http://www.w3.org/2003/05/soap-envelope': '1.2',
} as const;
type Version = '1.1' | '1.2';
type Node = Record<string, unknown>;

/** `POST /soap/LeadService`. */
export class SoapLeads implements System {
  readonly #leads = new Map<string, { id: number; zip: string; note: string }>();
  #next = 9001;

  reply(call: Call): Reply | undefined {
    if (call.path !== '/soap/LeadService') return undefined;
    const sender: Version = call.type === 'application/soap+xml' ? '1.2' : '1.1';
    if (call.method !== 'POST') return fault(sender, 'Client', 'Send it by POST');
    if (/<!DOCTYPE/i.test(call.text) || XMLValidator.validate(call.text) !== true)
      return fault(sender, 'Client', 'The envelope cannot be read');
    const envelope = read(call.text);
    const version = ENVELOPES[envelope.namespace as keyof typeof ENVELOPES];
    if (version !== sender) return fault(sender, 'VersionMismatch', 'The envelope is of another version');
    const operation = Object.keys(envelope.body).find((name) => !name.startsWith('@')) ?? '';
    const wrong = actionFault(call, { version, operation }) ?? tokenFault(envelope.header, version);
    return wrong ?? this.#serve(operation, { given: nodeOf(envelope.body[operation]), version });
  }

  #serve(operation: string, { given, version }: { given: Node; version: Version }): Reply {
    if (given['@xmlns'] !== SOAP_NAMESPACE) return fault(version, 'Client', 'Unknown namespace of the operation');
    if (operation === 'InsertLead') return answer(version, operation, this.#insert(nodeOf(given.Lead ?? given)));
    if (operation === 'FindLead') return answer(version, operation, this.#find(text(given.Phone)));
    return fault(version, 'Client', `No operation ${operation}`);
  }

  /** Refusals come with status 200: Status REJECTED and a code. */
  #insert(lead: Node): string {
    const phone = text(lead.Phone).replace(/\D/g, '');
    if (phone.length < 10) return result('REJECTED', 'PHONE', 'Phone is missing or too short');
    if (!/^\d{5}$/.test(text(lead.Zip))) return result('REJECTED', 'ZIP', 'Zip must be five digits');
    const known = this.#leads.get(phone);
    if (known) return result('REJECTED', 'DUP', `Known as ${known.id}`);
    const kept = { id: this.#next, zip: text(lead.Zip), note: text(lead.Note) };
    this.#next += 1;
    this.#leads.set(phone, kept);
    const details = `<LeadId>00${kept.id}</LeadId><Zip>${kept.zip}</Zip><Note>${escaped(kept.note)}</Note>`;
    return `<Status>ACCEPTED</Status>${details}<Price currency="USD">12.50</Price>`;
  }

  /** None, one or several elements Lead: the number that the phone ends in, at most three. */
  #find(phone: string): string {
    const known = this.#leads.get(phone.replace(/\D/g, ''));
    if (!known) return '<Status>NONE</Status>';
    const times = Math.min(3, Math.max(1, Number(phone.at(-1))));
    return `<Status>FOUND</Status>${`<Lead id="00${known.id}"><Zip>${known.zip}</Zip></Lead>`.repeat(times)}`;
  }

  reset(): void {
    this.#leads.clear();
    this.#next = 9001;
  }
}

/** SOAP 1.1 names the operation in a header, 1.2 in the content type; quotes are allowed around both. */
function actionFault(call: Call, { version, operation }: { version: Version; operation: string }): Reply | undefined {
  const inType = /action="?([^";]+)"?/.exec(call.header('content-type'))?.[1] ?? '';
  const action = version === '1.1' ? call.header('soapaction').replaceAll('"', '') : inType;
  if (action === '' && version === '1.1') return fault(version, 'Client', 'The header SOAPAction is missing');
  return action === '' || action.endsWith(`/${operation}`)
    ? undefined
    : fault(version, 'Client', `The action ${action} is not ${operation}`);
}

/** Text or digest: Base64 of SHA-1 over nonce, created and password (WS-Security user name token profile 1.0). */
function tokenFault(header: Node, version: Version): Reply | undefined {
  const token = nodeOf(nodeOf(header.Security).UsernameToken);
  const password = nodeOf(token.Password);
  const given = text(password['#text'] ?? token.Password);
  const nonce = Buffer.from(text(nodeOf(token.Nonce)['#text'] ?? token.Nonce), 'base64');
  const whole = Buffer.concat([nonce, Buffer.from(text(token.Created) + SOAP_USER.password)]);
  const digest = createHash('sha1').update(whole).digest('base64');
  const isDigest = text(password['@Type']).endsWith('#PasswordDigest');
  if (text(token.Username) === SOAP_USER.name && given === (isDigest ? digest : SOAP_USER.password)) return undefined;
  return fault(version, 'Client', 'The user is not known, or the password is wrong');
}

function read(xml: string): { namespace: string; header: Node; body: Node } {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    processEntities: true,
    transformTagName: (name) => name.replace(/^.*:/, ''),
    ignoreDeclaration: true,
  });
  const root = parser.parse(xml) as Node;
  const envelope = nodeOf(root.Envelope);
  const prefix = /<([A-Za-z0-9]+:)?Envelope/.exec(xml)?.[1] ?? '';
  const namespace = text(envelope[prefix === '' ? '@xmlns' : `@xmlns:${prefix.slice(0, -1)}`]);
  const body = nodeOf(envelope.Body);
  for (const part of Object.values(body)) if (typeof part === 'object' && part !== null) declare(part as Node);
  return { namespace, header: nodeOf(envelope.Header), body };
}

/** A namespace that is bound to a prefix counts as the element's own. */
function declare(node: Node): void {
  const bound = Object.entries(node).find(([name]) => name.startsWith('@xmlns:'));
  if (node['@xmlns'] === undefined && bound) node['@xmlns'] = bound[1];
}

function answer(version: Version, operation: string, inside: string): Reply {
  const wrapped = `<${operation}Response xmlns="${SOAP_NAMESPACE}"><${operation}Result>${inside}</${operation}Result></${operation}Response>`;
  return enveloped(version, wrapped, 200);
}

function result(status: string, code: string, message: string): string {
  return `<Status>${status}</Status><Code>${code}</Code><Message>${escaped(message)}</Message>`;
}

/** 1.1 says faultcode and faultstring, 1.2 Code and Reason, where Client is called Sender. */
function fault(version: Version, code: string, says: string): Reply {
  const sender = code === 'Client' ? 'Sender' : code;
  const inside =
    version === '1.1'
      ? `<s:Fault><faultcode>s:${code}</faultcode><faultstring>${escaped(says)}</faultstring></s:Fault>`
      : `<s:Fault><s:Code><s:Value>s:${sender}</s:Value></s:Code><s:Reason><s:Text xml:lang="en">${escaped(says)}</s:Text></s:Reason></s:Fault>`;
  return enveloped(version, inside, version === '1.2' && code === 'Client' ? 400 : 500);
}

function enveloped(version: Version, body: string, status: number): Reply {
  const namespace = Object.entries(ENVELOPES).find(([, each]) => each === version)?.[0] ?? '';
  const type = version === '1.1' ? 'text/xml; charset=utf-8' : 'application/soap+xml; charset=utf-8';
  const xml = `<?xml version="1.0" encoding="utf-8"?>\n<s:Envelope xmlns:s="${namespace}"><s:Body>${body}</s:Body></s:Envelope>`;
  return { status, type, body: xml };
}

function nodeOf(value: unknown): Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function escaped(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
