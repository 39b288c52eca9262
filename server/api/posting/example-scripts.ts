// The examples that are programs: PHP, Python and Node, each with what the language brings along.
import type { Json } from '../../../flows/language/document.ts';
import { addressOf, type ExampleFor, PLACE } from './examples.ts';

/** PHP 7.4 or newer, without extensions; nothing that a newer one has given up. */
export function phpExample(order: ExampleFor): string {
  const isPost = order.method === 'POST';
  const headers = [
    ...(isPost ? ["    'Content-Type: application/json',"] : []),
    ...(order.test ? ["    'X-Leadflow-Test: true', // without this line the lead is a real one"] : []),
    ...(order.auth === 'key' ? [`    'X-Leadflow-Key: ${PLACE}',`] : []),
    ...(order.auth === 'hmac' ? ['    "X-Leadflow-Timestamp: $time",', '    "X-Leadflow-Signature: $signature",'] : []),
  ];
  return [
    '<?php',
    // An object whatever its names are: PHP takes 0, 1, 2 for places of a list.
    isPost ? `$body = json_encode((object) ${phpValue(order.lead)});` : `$body = '';`,
    ...(order.auth === 'hmac'
      ? ['$time = (string) time();', `$signature = hash_hmac('sha256', "$time.$body", '${PLACE}');`]
      : []),
    '$headers = [',
    ...headers,
    '];',
    `$options = ['method' => '${order.method}', 'header' => $headers, 'content' => $body, 'ignore_errors' => true, 'timeout' => 30];`,
    `$stream = fopen(${phpValue(addressOf(order))}, 'r', false, stream_context_create(['http' => $options]));`,
    `echo stream_get_meta_data($stream)['wrapper_data'][0], "\\n", stream_get_contents($stream), "\\n";`,
  ].join('\n');
}

/** Python 3, the standard library alone. */
export function pythonExample(order: ExampleFor): string {
  const isPost = order.method === 'POST';
  const signs = order.auth === 'hmac';
  const headers = [
    ...(isPost ? ['    "Content-Type": "application/json",'] : []),
    ...(order.test ? ['    "X-Leadflow-Test": "true",  # without this line the lead is a real one'] : []),
    ...(signs ? ['    "X-Leadflow-Timestamp": time_now,', '    "X-Leadflow-Signature": signature,'] : []),
    ...(order.auth === 'key' ? [`    "X-Leadflow-Key": "${PLACE}",`] : []),
  ];
  return [
    `import ${['json', ...(signs ? ['hashlib', 'hmac', 'time'] : [])].sort().join(', ')}`,
    'import urllib.error, urllib.request',
    '',
    isPost ? `body = json.dumps(${pythonValue(order.lead)}).encode()` : 'body = b""',
    ...(signs
      ? [
          'time_now = str(int(time.time()))',
          `signature = hmac.new(b"${PLACE}", time_now.encode() + b"." + body, hashlib.sha256).hexdigest()`,
        ]
      : []),
    'headers = {',
    ...headers,
    '}',
    `request = urllib.request.Request(${pythonValue(addressOf(order))}, data=body or None, headers=headers, method="${order.method}")`,
    'try:',
    '    answer = urllib.request.urlopen(request, timeout=30)',
    'except urllib.error.HTTPError as refused:',
    '    answer = refused',
    'print(answer.status, json.loads(answer.read()))',
  ].join('\n');
}

/** Node 18 or newer, as a module. */
export function nodeExample(order: ExampleFor): string {
  const isPost = order.method === 'POST';
  const signs = order.auth === 'hmac';
  const headers = [
    ...(isPost ? ["    'Content-Type': 'application/json',"] : []),
    ...(order.test ? ["    'X-Leadflow-Test': 'true', // without this line the lead is a real one"] : []),
    ...(signs ? ["    'X-Leadflow-Timestamp': time,", "    'X-Leadflow-Signature': signature,"] : []),
    ...(order.auth === 'key' ? [`    'X-Leadflow-Key': '${PLACE}',`] : []),
  ];
  const hmac = `const signature = createHmac('sha256', '${PLACE}').update(\`\${time}.\${body}\`).digest('hex');`;
  return [
    ...(signs ? ["import { createHmac } from 'node:crypto';", ''] : []),
    isPost ? `const body = JSON.stringify(${JSON.stringify(order.lead)});` : "const body = '';",
    ...(signs ? ['const time = String(Math.floor(Date.now() / 1000));', hmac] : []),
    `const answer = await fetch(${JSON.stringify(addressOf(order))}, {`,
    `  method: '${order.method}',`,
    '  headers: {',
    ...headers,
    '  },',
    ...(isPost ? ['  body,'] : []),
    '});',
    'console.log(answer.status, await answer.json());',
  ].join('\n');
}

function phpValue(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(phpValue).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `[${Object.entries(value)
      .map(([name, each]) => `${phpValue(name)} => ${phpValue(each)}`)
      .join(', ')}]`;
  if (typeof value === 'string') return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  return JSON.stringify(value);
}

function pythonValue(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(pythonValue).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([name, each]) => `${pythonValue(name)}: ${pythonValue(each)}`)
      .join(', ')}}`;
  if (typeof value === 'string') return JSON.stringify(value);
  return value === null ? 'None' : typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
}
