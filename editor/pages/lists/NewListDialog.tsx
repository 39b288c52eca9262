// Makes a validation list, with its first values.
import type { ReactElement } from 'react';
import type { JsonSchema } from '../../../flows/language/catalogue.ts';
import { linesOf } from '../../kit/lines.ts';
import { MakeDialog, textAt } from '../../kit/MakeDialog.tsx';
import { counted } from '../../kit/time-words.ts';

const FORM: JsonSchema = {
  type: 'object',
  properties: {
    name: { type: 'string', title: 'Name', examples: ['Key accounts'], maxLength: 200 },
    description: { type: 'string', title: 'What it is for', examples: ['Companies whose leads we may deliver'] },
    values: {
      type: 'string',
      title: 'Values',
      description: 'One a line; more can be added later.',
      examples: ['acme.com\nexample.org'],
      'x-widget': 'long-text',
    },
  },
  required: ['name'],
};

/** The dialog; opens the list it made. */
export function NewListDialog({ onClose }: { onClose: () => void }): ReactElement {
  return (
    <MakeDialog
      title="New list"
      action="Make list"
      schema={FORM}
      path="/api/lists"
      refresh={['/api/names']}
      bodyOf={(value, slug) => ({
        slug,
        name: textAt(value, 'name'),
        description: textAt(value, 'description'),
        values: linesOf(textAt(value, 'values')),
      })}
      pageOf={(slug) => `/lists/${slug}`}
      done={(value) => `${textAt(value, 'name')} was made.`}
      notesOf={(value) => ({ values: valuesHelp(linesOf(textAt(value, 'values')).length) })}
      onClose={onClose}
    />
  );
}

function valuesHelp(count: number): string | undefined {
  if (count === 0) return undefined;
  return `${counted(count, 'value')}. Compared without capitals and outer blanks.`;
}
