// Reads the project's own source as text, for the tests that hold its law: files, imports, code without comments, functions.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The folder of the project. */
export const ROOT = join(import.meta.dirname, '../..');

/** One file of the project. `path` is relative, with slashes. */
export interface SourceFile {
  path: string;
  text: string;
}

/** What is made or installed, and never kept in git. */
const NOT_OURS = /^(node_modules|data|\.git|editor\/dist(-[^/]*)?)$|\.log$/;

/** Every file of the project whose path matches, by path. */
export function filesOf(wanted: RegExp): SourceFile[] {
  return walk('')
    .filter((path) => wanted.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

function walk(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (NOT_OURS.test(path)) return [];
    return entry.isDirectory() ? walk(path) : [path];
  });
}

/** One import of a file. `to` is a package (`react`, `node:fs`) or the path of a file of the project. */
export interface Import {
  from: string;
  to: string;
  /** True where only types come in: it binds no code. */
  typeOnly: boolean;
}

const FROM = /^(?:import|export)(\s+type\b)?([\w\s{},*$]*?)\bfrom\s*['"]([^'"]+)['"]/gm;
const BARE = /(?:^import\s*|\bimport\(\s*)['"]([^'"]+)['"]/gm;

/** The imports of a file, static and dynamic. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const code = codeOf(text, { keepStrings: true });
  const found: Import[] = [];
  for (const [, type, names = '', to = ''] of code.matchAll(FROM)) {
    found.push({ from: path, to: target(path, to), typeOnly: type !== undefined || allTypes(names) });
  }
  for (const [, to = ''] of code.matchAll(BARE)) found.push({ from: path, to: target(path, to), typeOnly: false });
  return found;
}

function allTypes(names: string): boolean {
  const inner = /^\s*\{([^}]*)\}\s*$/.exec(names)?.[1];
  return inner?.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type ')) ?? false;
}

function target(path: string, to: string): string {
  if (!to.startsWith('.')) return packageOf(to);
  return relative(ROOT, join(ROOT, path, '..', to)).replaceAll('\\', '/');
}

function packageOf(name: string): string {
  if (name.startsWith('node:')) return name;
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

/** A comment, a string, a regular expression or a template; the first alternative that fits at a place wins. */
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|(?<=[(,=:[!&|?{};\n>]\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g;

/** The code of a file: comments blanked, and strings too unless they are kept. Lines stay where they are. */
export function codeOf(text: string, { keepStrings }: { keepStrings: boolean }): string {
  return text.replace(TOKEN, (token) => {
    const comment = token.startsWith('//') || token.startsWith('/*');
    return !comment && keepStrings ? token : token.replace(/[^\n]/g, ' ');
  });
}

/** A function with a block for a body. `line` counts from 1. */
export interface FunctionText {
  line: number;
  lines: number;
  /** The text before its body, on one line. */
  head: string;
}

const CONTROL = /(?:^|[;{}\s])(?:if|for|while|switch|catch|with)\s*(?:await\s*)?\([\s\S]*\)\s*$/;
const BLOCK = /(?:^\s*$|=>\s*$|\b(?:else|do|try|finally|catch|class\b[^=]*|interface\b[^=]*)\s*$)/;

interface Frame {
  /** Where the statement begins that is being read in this bracket. */
  start: number;
  isBlock: boolean;
  isFunction: boolean;
  line: number;
  head: string;
}

/** The functions of a file, found by their brackets: after an arrow, or after a parameter list with or without a result type. */
export function functionsOf(text: string): FunctionText[] {
  const code = codeOf(text, { keepStrings: false });
  const found: FunctionText[] = [];
  const open: Frame[] = [{ start: 0, isBlock: true, isFunction: false, line: 1, head: '' }];
  for (const { 0: sign, index } of code.matchAll(/[(){};]/g)) {
    const frame = open.at(-1);
    if (!frame) break;
    if (sign === ';') frame.start = index + 1;
    // What is in round brackets belongs to the statement around it.
    if (sign === '(') open.push({ ...frame, isBlock: false, isFunction: false });
    if (sign === '{') open.push(frameOf(code, frame.start, index));
    if (sign === ')' || sign === '}') open.pop();
    if (sign !== '}') continue;
    if (frame.isFunction)
      found.push({ line: frame.line, lines: lineAt(code, index) - frame.line + 1, head: frame.head });
    const around = open.at(-1);
    // An object or a type ends no statement; a block does.
    if (around && frame.isBlock) around.start = index + 1;
  }
  return found;
}

function frameOf(code: string, start: number, index: number): Frame {
  const head = code.slice(start, index);
  const isArrow = /=>\s*$/.test(head);
  const isControl = CONTROL.test(head);
  const isFunction = isArrow || (!isControl && /\)\s*(?::[^=?]*[\w>\])}]\s*)?$/.test(head));
  const begin = isArrow ? index : start + head.search(/\S|$/);
  return {
    start: index + 1,
    isBlock: isFunction || isControl || BLOCK.test(head),
    isFunction,
    line: lineAt(code, begin),
    head: head.replace(/\s+/g, ' ').trim(),
  };
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
