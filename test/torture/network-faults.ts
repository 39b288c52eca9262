// What can go wrong with an answer on its way, and what the call is then: answered, or unknown (safety.md, faults 71 to 88).
import { pause } from './leadflow-process.ts';
import { type Fault, goesWell, head } from './proxy.ts';

/** A fault with the class of outcome that a call must get. */
export interface NetworkFault {
  expect: 'answered' | 'unknown';
  fault: Fault;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** By name: lower-case words joined by hyphens. */
export const NETWORK_FAULTS: Readonly<Record<string, NetworkFault>> = {
  'late-answer': answered(async (socket, good) => {
    await pause(400);
    await goesWell(socket, good);
  }),
  'dripping-answer': answered(async (socket, { body }) => {
    const bytes = head(200, { ...JSON_TYPE, 'Content-Length': String(body.length) }) + body;
    for (const byte of bytes) {
      socket.write(byte);
      await pause(2);
    }
  }),
  'endless-drip': unknown(async (socket) => {
    socket.write(head(200, { ...JSON_TYPE, 'Content-Length': '5000' }));
    for (let n = 0; n < 500 && !socket.destroyed; n += 1) {
      socket.write('{');
      await pause(20);
    }
  }),
  'no-answer': unknown(() => undefined),
  'stalled-body': unknown((socket) => void socket.write(`${head(200, { ...JSON_TYPE, 'Content-Length': '500' })}{"su`)),
  'closed-before-answer': unknown((socket) => void socket.end()),
  'reset-after-request': unknown((socket) => void socket.resetAndDestroy()),
  'half-a-head': unknown((socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Le')),
  'half-a-body': unknown(
    (socket) => void socket.end(`${head(200, { ...JSON_TYPE, 'Content-Length': '500' })}{"success"`),
  ),
  'cut-chunk': unknown(
    (socket) => void socket.end(`${head(200, { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' })}20\r\n{"succ`),
  ),
  garbage: unknown((socket) => void socket.end('\u0000\u0001\u0002 what is this\r\n\r\n')),
  'no-head': unknown((socket) => void socket.end('<html>It works</html>')),
  'two-lengths': unknown(
    (socket) => void socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 4\r\n\r\n{}`),
  ),
  'large-header': unknown(
    (socket) => void socket.end(head(200, { 'X-Large': 'x'.repeat(1_000_000), 'Content-Length': '0' })),
  ),
  'announced-too-large': unknown(
    (socket) => void socket.write(head(200, { ...JSON_TYPE, 'Content-Length': '104857600' })),
  ),
  'grows-too-large': unknown(async (socket) => {
    socket.write(head(200, { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' }));
    const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`;
    for (let n = 0; n < 40 && !socket.destroyed; n += 1) {
      socket.write(chunk);
      await pause(1);
    }
  }),
  redirect: answered(
    (socket) => void socket.write(head(302, { Location: 'http://127.0.0.1:1/', 'Content-Length': '0' })),
  ),
  'no-content': answered((socket) => void socket.write(head(204, {}))),
  'sign-in-page': answered(
    (socket) => void socket.write(`${head(200, { 'Content-Type': 'text/html', 'Content-Length': '11' })}<p>Sign in<`),
  ),
  'closed-after-answer': answered(async (socket, good) => {
    await goesWell(socket, good);
    socket.end();
  }),
};

function answered(fault: Fault): NetworkFault {
  return { expect: 'answered', fault };
}

function unknown(fault: Fault): NetworkFault {
  return { expect: 'unknown', fault };
}
