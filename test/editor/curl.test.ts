// The curl line of a request: a shell must read from it exactly what left, and a terminal must not act on it.
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { curlOf } from '../../editor/run/curl.ts';
import { bodyText, type CallGiven, preparedCall, sentHeader } from '../tools/prepared-call.ts';

/** What bash hands over to curl, and what comes in on its standard input. */
function asRun(line: string): { args: string[]; input: Buffer } {
  const script = `curl() { printf '%s\\0' "$@" >&3; case " $* " in *" @- "*) cat;; esac; }\n${line}\n`;
  const out = execFileSync('bash', ['-c', `exec 3>&1; { ${script} } | base64 -w0`], { encoding: 'utf8' });
  const [, args = '', encoded = ''] = /^([\s\S]*\0)?([\s\S]*)$/.exec(out) ?? [];
  return { args: args.split('\0').slice(0, -1), input: Buffer.from(encoded, 'base64') };
}

function curlFor(given: CallGiven) {
  const request = preparedCall(given);
  return { request, ...asRun(curlOf(request.masked)) };
}

describe('the curl line', () => {
  it('says method, address, headers and body, with what curl inflates by itself', () => {
    const { args } = curlFor({ call: { body: { n: `O'Hara "x" $HOME \`id\`` } }, context: { idempotencyKey: 'r/1' } });
    expect(args).toEqual([
      '-X',
      'POST',
      'https://crm.acme.example/leads',
      ...['-H', 'Accept: */*', '-H', 'User-Agent: Leadflow', '-H', 'Idempotency-Key: r/1'],
      ...['-H', 'Content-Type: application/json', '--compressed'],
      ...['--data-raw', `{"n":"O'Hara \\"x\\" $HOME \`id\`"}`],
    ]);
  });

  it('of a multipart body holds its line breaks, and no character that a terminal would act on', () => {
    const given: CallGiven = { endpoint: { send: 'multipart' }, call: { body: { note: "it's\r\na\\b\ttab" } } };
    const { request, args } = curlFor(given);
    expect(args.at(-1)).toBe(request.body);
    expect(args).toContain(`Content-Type: ${sentHeader(request, 'content-type')}`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not be there.
    expect(curlOf(request.masked)).not.toMatch(/[\0-\x09\x0b-\x1f]/);
  });

  it('of a body in another character set sends its bytes', () => {
    const endpoint = { send: 'raw' as const, body: { charset: 'windows-1252' as const } };
    const { request, args, input } = curlFor({ endpoint, call: { body: 'Grüße für 5 €' } });
    expect(args.slice(-2)).toEqual(['--data-binary', '@-']);
    expect(input.toString('latin1')).toBe(bodyText(request));
  });

  it('keeps secrets masked, an address with brackets whole, and an empty POST empty', () => {
    const auth = { type: 'bearer', secret: 'secret:t' } as const;
    const given: CallGiven = {
      call: { body: null, headers: [{ name: 'X-Empty', value: '' }] },
      connection: { host: '[::1]:8080', auth },
      secrets: { t: 'canary-4711' },
    };
    const { args } = curlFor(given);
    expect(args).toContain('Authorization: Bearer ••••');
    expect(args).toEqual(expect.arrayContaining(['-g', 'https://[::1]:8080/leads', 'X-Empty;', 'Content-Length: 0']));
    expect(args.join()).not.toContain('canary-4711');
  });
});
