// The law of the house: which room may import what, how large things may be, and what they may be called.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FAILURES } from '../flows/language/failure-table.ts';
import { registry } from '../nodes/registry.ts';
import { codeOf, filesOf, functionsOf, type Import, importsOf, ROOT, type SourceFile } from './support/source-text.ts';

const code = filesOf(/^(flows|nodes|server|editor|test)\/.*\.tsx?$|^[a-z.]+\.config\.ts$/);
const product = code.filter(({ path }) => !path.startsWith('test/') && !path.endsWith('.config.ts'));
const everything = filesOf(
  /^(?!package-lock\.json$).*\.(ts|tsx|css|sql|md|json|ya?ml|html|sh|jsonata)$|^\.ci\/|^LICENSE$/,
);

interface Law {
  /** Folders or files of the project that a room may import, beside itself. */
  rooms: string[];
  packages: RegExp;
  /** Between rooms of the server a type binds no code: the records and ports of one are what another speaks in. */
  typesFrom: string[];
}

const NOTHING = /^$/;
const NODE = /^node:(?!sqlite)/;
const SERVER_TYPES = ['server', 'nodes/contract.ts', 'nodes/tools.ts'];
const PURE = ['flows/language', 'flows/expression'];
/** A setting that is found wrong only when it is used is reported as config.ts does. */
const CONFIG = 'server/config.ts';
/** Node's own HTTP, for whoever would import it. */
const HTTP = 'server/node-http.ts';
const PORTS = [
  'server/store/ports.ts',
  'server/store/admin-ops.ts',
  'server/store/ids.ts',
  'server/store/brief-map.ts',
  CONFIG,
  HTTP,
  'flows/language',
];
const WEB = [
  'server/intake',
  'server/respond',
  'server/api',
  'server/engine/engine.ts',
  'nodes/registry.ts',
  ...PORTS,
  ...PURE,
];

/** The table of HOUSE, section 2, with the rooms that came after it: workspace, pages. */
const LAWS: Record<string, Law> = {
  'flows/language': law(['flows/expression'], /^yaml$/),
  'flows/expression': law([], /^(jsonata|re2js)$/),
  nodes: law(['flows/language'], /^typebox$/),
  'server/main.ts': law(['server', 'nodes', ...PURE], /^(node:(?!sqlite).*|express|pino)$/),
  'server/parts.ts': law(['server', 'nodes', ...PURE], /^(node:(?!sqlite).*|pino)$/),
  'server/config.ts': law([], NODE),
  'server/node-http.ts': law([], NOTHING),
  'server/run': law(['nodes', ...PURE], NODE, SERVER_TYPES),
  'server/engine': law(['server/run', ...PORTS], /^(node:(?!sqlite).*|@restatedev\/.*)$/, SERVER_TYPES),
  'server/intake': law(WEB, /^(node:(?!sqlite).*|express|ajv|fast-xml-parser|croner)$/, SERVER_TYPES),
  'server/respond': law(WEB, /^(node:(?!sqlite).*|express)$/, SERVER_TYPES),
  'server/api': law([...WEB, 'server/auth'], /^(node:(?!sqlite).*|express|ajv|ajv-formats|typebox)$/, SERVER_TYPES),
  'server/tools': law([...PORTS, ...PURE], /^(node:(?!sqlite).*|undici|libphonenumber-js)$/, SERVER_TYPES),
  'server/store': law(['flows/language', CONFIG], /^node:/, SERVER_TYPES),
  'server/auth': law(PORTS, /^(node:(?!sqlite).*|express)$/, SERVER_TYPES),
  // A command that finds no running server opens the store and does the work itself.
  'server/cli': law(
    [
      ...PORTS,
      'server/auth',
      'server/api/api-types.ts',
      'server/store/sqlite/client.ts',
      'server/store/sqlite/lock.ts',
      'server/tools/secrets.ts',
    ],
    /^(node:(?!sqlite).*|commander|ajv|typebox)$/,
    SERVER_TYPES,
  ),
  'server/reading': law(PURE, /^(fast-xml-parser|node-html-parser)$/),
  // A sandbox loads the readers of bodies, which are as pure as the expressions.
  'server/expression': law(['flows/expression', 'flows/language', 'server/reading', CONFIG], NODE, SERVER_TYPES),
  'server/workspace': law([...PORTS, ...PURE, 'nodes/registry.ts', 'server/run/plan.ts'], NODE, SERVER_TYPES),
  'server/alerts': law(PORTS, /^(node:(?!sqlite).*|nodemailer)$/, SERVER_TYPES),
  'server/imports': law(
    [
      'server/run/adaptor-rows.ts',
      'server/run/fields.ts',
      'server/tools',
      'server/store/sqlite/open-reads.ts',
      ...PORTS,
      ...PURE,
    ],
    NODE,
    SERVER_TYPES,
  ),
  'server/pages': law([CONFIG], /^(node:(?!sqlite).*|express)$/, SERVER_TYPES),
  editor: law(
    PURE,
    /^(react|react-dom|react-router|react-aria-components|zustand|@xyflow\/react|@tanstack\/react-query|@codemirror\/.*|@lezer\/.*|@dagrejs\/dagre)$/,
  ),
};

function law(rooms: string[], packages: RegExp, typesFrom: string[] = []): Law {
  return { rooms, packages, typesFrom };
}

/** The command line starts the process: the one file that may load its entry. */
const ENTRY = { from: 'server/cli/start.ts', to: 'server/main.ts' };

describe('imports', () => {
  const imports = product.flatMap(importsOf);

  it('every file of the product is in a room that has a law', () => {
    expect(product.map(({ path }) => path).filter((path) => roomOf(path) === undefined)).toEqual([]);
  });

  it('every room imports only what its law names', () => {
    expect(imports.filter((each) => !isLawful(each)).map(inWords)).toEqual([]);
  });

  it('no node imports the file of another node', () => {
    const nodes = code.filter(({ text }) => /\bdefineNode\(\{/.test(text)).map(({ path }) => path);
    const wrong = imports.filter(
      ({ from, to }) => from !== 'nodes/registry.ts' && from.startsWith('nodes/') && nodes.includes(to),
    );
    expect(wrong.map(inWords)).toEqual([]);
  });

  it('nothing imports the process entry but the command that starts it', () => {
    expect(imports.filter(({ from, to }) => to === ENTRY.to && from !== ENTRY.from).map(inWords)).toEqual([]);
  });

  it('imports of our own files end in .ts or .tsx, or are no code', () => {
    const wrong = code.flatMap((file) =>
      [...codeOf(file.text, { keepStrings: true }).matchAll(/\bfrom\s*['"](\.[^'"]+)['"]/g)]
        .map(([, to = '']) => to)
        .filter((to) => !/\.(tsx?|css|json|svg)$/.test(to))
        .map((to) => `${file.path} -> ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['jsonata and re2js', /^(jsonata|re2js)$/, /^flows\/expression\//],
    ['undici', /^undici$/, /^server\/tools\//],
    ['the database driver', /^node:sqlite$/, /^server\/store\//],
    ['nodemailer', /^nodemailer$/, /^server\/alerts\//],
    ['express', /^express$/, /^server\/(intake|respond|api|auth|pages|main\.ts)/],
  ])('%s has one place', (_, name, place) => {
    expect(imports.filter(({ from, to }) => name.test(to) && !place.test(from)).map(inWords)).toEqual([]);
  });
});

describe('one place each', () => {
  it.each([
    ['the environment is read in server/config.ts', /\bprocess\.env\b/, /^server\/config\.ts$/],
    [
      'a browser fetches in editor/api.ts, and the server never by the global fetch',
      /(?<![.\w])fetch\(/,
      /^editor\/api\.ts$/,
    ],
    ['module state is never mutable', /^(export )?(let|var)\s/m, NOTHING],
  ])('%s', (_, forbidden, place) => {
    expect(
      offenders(
        product.filter(({ path }) => !place.test(path)),
        forbidden,
      ),
    ).toEqual([]);
  });

  it('SQL is written in server/store', () => {
    const sql =
      /['"`]\s*(SELECT\s.+\sFROM|INSERT\s+(OR \w+ )?INTO|UPDATE\s\w+\sSET|DELETE\s+FROM|CREATE\s+TABLE|PRAGMA)\b/i;
    const elsewhere = product.filter(({ path }) => !path.startsWith('server/store/'));
    expect(
      elsewhere.filter(({ text }) => sql.test(codeOf(text, { keepStrings: true }))).map(({ path }) => path),
    ).toEqual([]);
  });
});

describe('sizes', () => {
  const written = code.filter((file) => !isGenerated(file));

  it('no file is over 250 lines, no test over 400', () => {
    const wrong = written.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
    expect(wrong.filter(({ path, lines }) => lines > (path.startsWith('test/') ? 400 : 250))).toEqual([]);
  });

  it('no function is over 60 lines', () => {
    const wrong = written.flatMap(({ path, text }) =>
      functionsOf(text)
        // What `describe` is given is a chapter, not a thought.
        .filter(({ lines, head }) => lines > 60 && !/\bdescribe\b/.test(head))
        .map(({ line, lines }) => `${path}:${line} has ${lines} lines`),
    );
    expect(wrong).toEqual([]);
  });

  it('the README is under 200 lines', () => {
    expect(read('README.md').split('\n').length).toBeLessThan(200);
  });
});

describe('manners', () => {
  it('every file opens with one sentence that says what it is for', () => {
    const opening = /^(#![^\n]*\n)?\/\/ \S.{10,}[.:)]?/;
    expect(code.filter(({ text }) => !opening.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('files are named in kebab-case, components in Pascal case', () => {
    const names = code.map(({ path }) => path.split('/').at(-1) ?? '').filter((name) => name !== 'main.tsx');
    const wrong = names.filter((name) =>
      name.endsWith('.tsx')
        ? !/^[A-Z][A-Za-z0-9]*\.tsx$/.test(name)
        : !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))?\.ts$/.test(name),
    );
    expect(wrong).toEqual([]);
  });

  it('nothing is called utils, helpers, common, manager or service', () => {
    const vague = /(^|[/.-])(utils?|helpers?|common|managers?|services?)([/.-]|$)/i;
    expect(code.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
    expect(offenders(code, /\b(class|interface) \w*(Manager|Helper|Service)\b/)).toEqual([]);
  });

  it('no file passes on the exports of another, and none is an index', () => {
    const written = code.filter((file) => !isGenerated(file));
    expect(offenders(written, /^export\s+(type\s+)?(\*|\{[^}]*\})\s*(as \w+\s*)?from\b/m)).toEqual([]);
    expect(code.map(({ path }) => path).filter((path) => /(^|\/)index\.tsx?$/.test(path))).toEqual([]);
  });

  it('exports are named', () => {
    expect(
      offenders(
        code.filter(({ path }) => !/\.config\.ts$/.test(path)),
        /^export default\b/m,
      ),
    ).toEqual([]);
  });

  it.each([
    ['any', /(?:\bas|\bextends|[<|&])\s*any\b|:\s*any\s*[;,)=[]/],
    ['a non-null assertion', /[\w)\]]!(?=[.,;)\][])/],
    ['an enum or a namespace', /^\s*(export\s+)?(declare\s+)?((const\s+)?enum|namespace)\s+\w+\s*\{/m],
  ])('no file has %s', (_, forbidden) => {
    expect(offenders(code, forbidden)).toEqual([]);
  });

  it('no file silences the compiler, and the linter only with a reason', () => {
    const compiler = new RegExp(`@ts-(${'ignore'}|${'expect'}-error|${'nocheck'})`);
    const linter = /biome-ignore(?!(-start|-end)? [\w/]+: \S.{10,})/;
    const silent = code.filter(({ path }) => !path.startsWith('test/house'));
    expect(silent.filter(({ text }) => compiler.test(text) || linter.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('nothing is left to do in a comment', () => {
    const later = new RegExp(`\\b(${'TO'}DO|${'FIX'}ME|${'XX'}X)\\b`);
    expect(everything.filter(({ text }) => later.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('the project', () => {
  it('has the top level that was agreed, beside dot files and the configs of tools', () => {
    const top = [
      'package.json',
      'tsconfig.json',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      'flows',
      'nodes',
      'server',
      'editor',
      'test',
    ];
    const made = ['node_modules', 'data'];
    const found = readdirSync(ROOT).filter((name) => !name.startsWith('.') && !made.includes(name));
    const tools = /^(package-lock\.json|biome\.json|[a-z]+\.config\.ts)$/;
    expect(found.filter((name) => !tools.test(name)).toSorted()).toEqual(top.toSorted());
    expect(filesOf(/^\.ci\/run$/)).toHaveLength(1);
  });

  it('names no path of one machine and no registry host', () => {
    const machine = new RegExp(
      `(^|[\\s"'\`(])/(${'work'}|${'root'}|${'home'}|${'Users'})/\\w|${'registry'}\\.\\w+\\.\\w+|\\b(verdaccio|artifactory)\\b`,
    );
    const wrong = [...everything, ...filesOf(/^package-lock\.json$|^\.npmrc$/)].filter(
      ({ path, text }) => !path.startsWith('test/house') && machine.test(text),
    );
    expect(wrong.map(({ path, text }) => `${path}: ${machine.exec(text)?.[0]}`)).toEqual([]);
  });

  it('the README lists every node type, failure and setting, and no other', () => {
    expect(listed('Nodes')).toEqual(Object.keys(registry).toSorted());
    expect(listed('Failures')).toEqual(Object.keys(FAILURES).toSorted());
    const settings = new Set(read('server/config.ts').match(/\bLEADFLOW_[A-Z_]+[A-Z]\b/g));
    expect(listed('Configuration')).toEqual([...settings].toSorted());
  });
});

function roomOf(path: string): string | undefined {
  return Object.keys(LAWS).find((room) => isIn(path, room));
}

function isIn(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

function isLawful({ from, to, typeOnly }: Import): boolean {
  const room = roomOf(from);
  const its = room === undefined ? undefined : LAWS[room];
  if (!its || room === undefined) return false;
  const ours = /^(flows|nodes|server|editor|test|package\.json$)/.test(to);
  if (!ours) return its.packages.test(to);
  if (isIn(to, room) || its.rooms.some((place) => isIn(to, place))) return true;
  if (typeOnly && its.typesFrom.some((place) => isIn(to, place))) return true;
  return (from === ENTRY.from && to === ENTRY.to) || (room.startsWith('server') && to === 'package.json');
}

function inWords({ from, to, typeOnly }: Import): string {
  return `${from} -> ${to}${typeOnly ? ' (types)' : ''}`;
}

/** Places in code (not in comments or strings) that match: `path: line of code`. */
function offenders(files: readonly SourceFile[], forbidden: RegExp): string[] {
  return files.flatMap(({ path, text }) => {
    const found = forbidden.exec(codeOf(text, { keepStrings: false }));
    return found ? [`${path}: ${found[0].trim()}`] : [];
  });
}

function isGenerated({ text }: SourceFile): boolean {
  return /generated|Data: exempt from the size of a file/i.test(text.slice(0, 400).split('\n', 3).join('\n'));
}

function read(path: string): string {
  const [file] = filesOf(new RegExp(`^${path.replaceAll('.', '\\.')}$`));
  expect(file, `${path} is missing`).toBeDefined();
  return file?.text ?? '';
}

/** The names in the first column of the table under a heading of the README, sorted. */
function listed(heading: string): string[] {
  const section =
    new RegExp(`^##+ ${heading}\\b[^\\n]*\\n([\\s\\S]*?)(?=^##? |(?![\\s\\S]))`, 'm').exec(read('README.md'))?.[1] ??
    '';
  const cells = [...section.matchAll(/^\|\s*([^|]+?)\s*\|/gm)].flatMap(
    ([, cell = '']) => cell.match(/`([\w-]+)`/g) ?? [],
  );
  return cells.map((name) => name.slice(1, -1)).toSorted();
}
