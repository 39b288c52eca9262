// What the API says of why a run came out as it did.
import { type Static, Type } from 'typebox';
import { named, orNull } from '../schema-parts.ts';

const text = Type.String();
const change = orNull(
  Type.String({ description: 'The smallest change that would have altered it; null where none was found.' }),
);

/** Why a run came out as it did. */
export const Why = named(
  'Why',
  Type.Object({
    summary: Type.String({ description: 'The whole run in one sentence.' }),
    wouldChange: change,
    decisions: Type.Array(
      Type.Object({
        node: text,
        title: text,
        says: Type.String({ description: 'One plain sentence.' }),
        wouldChange: change,
      }),
    ),
  }),
);
/** Why, as a type. */
export type WhyView = Static<typeof Why>;
