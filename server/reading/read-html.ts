// Reads an HTML page: its title, its text, and what CSS selectors find in it.

import type { HTMLElement } from 'node-html-parser';
import type { Json } from '../../flows/language/document.ts';

/** Elements of one selector that are kept. */
const MOST_FOUND = 500;
/** Left out of the text of a page: nobody sees them. */
const UNSEEN = { script: false, style: false, noscript: false, comment: false };

/** {title, text} and, for each selector, the texts that it finds; `@name` after a selector takes that attribute. */
export async function readHtml(
  html: string,
  select: readonly string[],
): Promise<{ data: Json; selected: Record<string, string[]> }> {
  // Only pages need it: loading it costs time and memory at every start else.
  const { parse } = await import('node-html-parser');
  const page = parse(html, { comment: false, blockTextElements: UNSEEN });
  const title = page.querySelector('title')?.text ?? '';
  const text = (page.querySelector('body') ?? page).structuredText;
  const selected = Object.fromEntries(select.map((selector) => [selector, textsOf(page, selector)]));
  return { data: { title: tidy(title), text: text.trim() }, selected };
}

function textsOf(page: HTMLElement, selector: string): string[] {
  const [, css = '', attribute] = /^(.*?)\s*(?:@([A-Za-z_:][-\w:.]*))?$/s.exec(selector) ?? [];
  const found = elementsOf(page, css).slice(0, MOST_FOUND);
  if (attribute === undefined) return found.map((element) => tidy(element.text));
  return found.flatMap((element) => element.getAttribute(attribute) ?? []);
}

/** A text that is no selector (a dotted path may be none) finds nothing. */
function elementsOf(page: HTMLElement, css: string): HTMLElement[] {
  try {
    return css.trim() === '' ? [] : page.querySelectorAll(css);
  } catch {
    return [];
  }
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
