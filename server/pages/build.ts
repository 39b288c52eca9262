// `npm run build`: builds the editor, as a start does where it is stale.
import { buildEditor } from './editor-build.ts';

await buildEditor();
