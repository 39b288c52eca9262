// The page at the simulator's root: what it pretends to be, and how to make it misbehave.
import { BEHAVIOURS, SLOW_PHONE } from './behaviours.ts';

/** The page as HTML. */
export function pageOf(port: number): string {
  const rows = Object.entries(BEHAVIOURS).map(([name, { phone, about, taken }]) =>
    row([name, `555-${phone}`, about, taken ? 'yes' : 'no']),
  );
  const slow = row(['delay=2000', `555-${SLOW_PHONE}`, 'the answer comes after that many milliseconds', 'yes']);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Receiver simulator</title>
<style>body{font:15px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}td,th{text-align:left;padding:.2rem .8rem .2rem 0}</style>
</head><body><h1>Receiver simulator</h1>
<p>Pretends to be the systems that the example flows call. It keeps everything in memory and forgets it when it stops.</p>
<h2>What it answers</h2><table><tr><th>Call</th><th>Answer</th></tr>
${row(['POST /acme/leads/find', 'status NEW the first time a number is asked for, DUP with its lead_id afterwards, DNC for numbers ending in 0190'])}
${row(['GET /acme/lists', 'the lists that leads may go to, each with id and name'])}
${row(['POST /acme/leads/insert', 'a lead_id, or code 6009 when the number was inserted before'])}
${row(['/convoso/v1/leads/insert', 'as Convoso: POST form or JSON, or GET; needs auth_token (any but "wrong" and "limited"); lists 1000 to 1099 exist'])}
${row(['/convoso/v1/dnc/insert', 'as Convoso'])}
${row(['/convoso-demo/v1/...', 'the same, without a token'])}</table>
<h2>How to make it misbehave</h2>
<p>Send the header <code>x-simulate: html500</code>; or <code>POST /__control {"path": "/acme/leads/find", "behaviour": "503", "times": 2}</code>
(no <code>path</code>: every call; no <code>times</code>: until <code>POST /__reset</code>; <code>"none"</code> takes it back);
or use a phone number that ends as below, such as +1 310 555 0150. Two may be joined: <code>delay=500,html500</code>.</p>
<table><tr><th>Behaviour</th><th>Number</th><th>What the caller meets</th><th>Lead taken?</th></tr>
${[...rows, slow].join('\n')}</table>
<h2>What it saw</h2><p><a href="/__journal">/__journal</a> (?path= and ?phone=), <a href="/__counts">/__counts</a>. This is port ${port}.</p>
</body></html>`;
}

function row(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}
