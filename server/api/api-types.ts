// The text of `editor/api-types.ts`, fresh from the table of routes.
import { openApi } from './openapi.ts';
import { routes } from './routes.ts';
import { printTypes } from './type-printer.ts';

/** What `npx leadflow api-types` writes, and what a test holds the committed file to. */
export function freshApiTypes(): string {
  return printTypes(openApi(routes, '').components.schemas);
}
